package dev.ferry.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Digests of one content, by the algorithm names of XEP-0300 ({@code sha-256}, {@code blake2b-256},
 * ...), each in lower-case hexadecimal. Algorithms not known here are kept.
 */
public record Hashes(SequencedMap<String, String> byAlgorithm) {
  public static final String SHA_256 = "sha-256";
  public static final String MD5 = "md5";

  public Hashes {
    byAlgorithm = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byAlgorithm));
  }

  public static Hashes none() {
    return new Hashes(new LinkedHashMap<>());
  }

  public static Hashes of(String algorithm, String hex) {
    return new Hashes(new LinkedHashMap<>(Map.of(algorithm, hex.toLowerCase(Locale.ROOT))));
  }

  public Optional<String> get(String algorithm) {
    return Optional.ofNullable(byAlgorithm.get(algorithm));
  }

  /** Both together; where both know an algorithm, {@code other} wins. */
  public Hashes and(Hashes other) {
    var all = new LinkedHashMap<>(byAlgorithm);
    all.putAll(other.byAlgorithm);
    return new Hashes(all);
  }

  /** Whether any of these can be computed here and so prove something. */
  public boolean prove() {
    return Digests.KNOWN.stream().anyMatch(byAlgorithm::containsKey);
  }

  public boolean isEmpty() {
    return byAlgorithm.isEmpty();
  }
}
