package dev.ferry.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where digests come from, by the algorithm names of XEP-0300 (table in its section 5). May be used
 * from any task; each {@link Digest} it starts belongs to one task at a time.
 */
@FunctionalInterface
public interface Digests {
  /** Starts a digest; empty when the algorithm is not known, or too weak to prove anything. */
  Optional<Digest> start(String algorithm);

  /** One running digest. */
  interface Digest {
    /** Takes in all that remains in {@code bytes}. */
    void update(ByteBuffer bytes);

    /** Ends it: the digest in lower-case hexadecimal. Called once. */
    String finish();
  }

  /** What can be computed here, the cheapest first. */
  List<String> KNOWN =
      List.of(Hashes.SHA_256, "sha-512", "blake2b-512", "blake2b-256", "sha3-256", "sha3-512");

  /** What guards against accidents but proves nothing; computed when a sender gives no better. */
  Set<String> WEAK = Set.of(Hashes.MD5);

  /** SHA-2, SHA-3 and BLAKE2b, in the lengths of {@link #KNOWN}. */
  static Digests standard() {
    return algorithm ->
        switch (algorithm) {
          case "sha-256", "sha-512", "sha3-256", "sha3-512" ->
              Optional.of(running(algorithm.toUpperCase(Locale.ROOT)));
          case "blake2b-256" -> Optional.of(new Blake2b(256));
          case "blake2b-512" -> Optional.of(new Blake2b(512));
          default -> Optional.empty();
        };
  }

  /** Those of {@link #WEAK}. */
  static Digests weak() {
    return algorithm ->
        algorithm.equals(Hashes.MD5) ? Optional.of(running("MD5")) : Optional.empty();
  }

  /**
   * What a receiver must compute beside SHA-256 to compare with what the sender gives: nothing when
   * SHA-256 is among it, else the cheapest of those given, and all that are promised; a weak one
   * where there is no other.
   *
   * @param given names of digests that are known already
   * @param promised names of digests that will be told later
   */
  static Set<String> needed(Set<String> given, Collection<String> promised) {
    Set<String> needed = new LinkedHashSet<>();
    if (!given.contains(Hashes.SHA_256) && !promised.contains(Hashes.SHA_256)) {
      KNOWN.stream().filter(given::contains).findFirst().ifPresent(needed::add);
      KNOWN.stream().filter(promised::contains).forEach(needed::add);
      if (needed.isEmpty()) {
        WEAK.stream().filter(given::contains).forEach(needed::add);
      }
    }
    return needed;
  }

  /** These, and for what they do not know, those of {@code more}. */
  default Digests or(Digests more) {
    return algorithm -> start(algorithm).or(() -> more.start(algorithm));
  }

  /** A digest of the Java platform. */
  private static Digest running(String platformName) {
    try {
      return of(MessageDigest.getInstance(platformName));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + platformName, e);
    }
  }

  /** Wraps a digest of the platform or of another provider. */
  static Digest of(MessageDigest digest) {
    return new Digest() {
      @Override
      public void update(ByteBuffer bytes) {
        digest.update(bytes);
      }

      @Override
      public String finish() {
        return HexFormat.of().formatHex(digest.digest());
      }
    };
  }
}
