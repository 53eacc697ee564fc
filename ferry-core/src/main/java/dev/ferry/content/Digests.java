package dev.ferry.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

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

  /** SHA-2 and SHA-3, as every Java has them. */
  static Digests standard() {
    Map<String, String> names =
        Map.of(
            Hashes.SHA_256,
            "SHA-256",
            "sha-512",
            "SHA-512",
            "sha3-256",
            "SHA3-256",
            "sha3-512",
            "SHA3-512");
    return algorithm -> Optional.ofNullable(names.get(algorithm)).map(Digests::running);
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
