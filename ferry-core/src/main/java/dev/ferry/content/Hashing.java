package dev.ferry.content;

import dev.ferry.content.Digests.Digest;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The digests that are computed of one content while it passes. Used for one copy, by one task at a
 * time.
 */
public final class Hashing {
  private static final int REHEARSED_AT_ONCE = 64 * 1024;
  private static final int REHEARSALS = 128;

  private final Map<String, Digest> running = new LinkedHashMap<>();

  private Hashing() {}

  /** SHA-256, which is what Ferry computes and compares. */
  public static Hashing sha256() {
    return of(Digests.standard(), Set.of());
  }

  /** SHA-256, and those of {@code also} that {@code digests} knows: each costs its time. */
  public static Hashing of(Digests digests, Set<String> also) {
    Hashing hashing = new Hashing();
    hashing.start(digests.or(Digests.standard()), Hashes.SHA_256);
    also.forEach(algorithm -> hashing.start(digests, algorithm));
    return hashing;
  }

  /** Those of {@code some} that {@code digests} knows. */
  public static Hashing only(Digests digests, Set<String> some) {
    Hashing hashing = new Hashing();
    some.forEach(algorithm -> hashing.start(digests, algorithm));
    return hashing;
  }

  /** None: the content's hash is known already, so nothing needs to look at the bytes. */
  public static Hashing none() {
    return new Hashing();
  }

  /**
   * Hashes some megabytes of nothing, which lets the virtual machine compile the digest before a
   * first file needs it. Takes some hundredths of a second; does not wait.
   */
  public static void rehearse() {
    Hashing hashing = sha256();
    ByteBuffer nothing = ByteBuffer.allocateDirect(REHEARSED_AT_ONCE);
    for (int i = 0; i < REHEARSALS; i++) {
      hashing.update(nothing);
    }
    hashing.finish();
  }

  private void start(Digests digests, String algorithm) {
    if (!running.containsKey(algorithm)) {
      digests.start(algorithm).ifPresent(digest -> running.put(algorithm, digest));
    }
  }

  boolean isNone() {
    return running.isEmpty();
  }

  /** Looks at what remains in {@code bytes}, leaving its position where it is. */
  void update(ByteBuffer bytes) {
    running.values().forEach(digest -> digest.update(bytes.duplicate()));
  }

  Hashes finish() {
    LinkedHashMap<String, String> hashes = new LinkedHashMap<>();
    running.forEach((algorithm, digest) -> hashes.put(algorithm, digest.finish()));
    return new Hashes(hashes);
  }
}
