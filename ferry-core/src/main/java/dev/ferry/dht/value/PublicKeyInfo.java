package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key as X.509 writes it down (SubjectPublicKeyInfo), in DER. Its digest is the id of
 * whoever has the private key. That it can be used is known only when {@link #rsa} gave a key.
 */
public final class PublicKeyInfo {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  /** What DER begins with. */
  private static final byte SEQUENCE = 0x30;

  /** Longer ones would let a stranger's signature cost too much time. */
  private static final int MAX_BITS = 8192;

  private final Bytes der;
  private final InfoHash id;

  private PublicKeyInfo(Bytes der) {
    this.der = der;
    this.id = InfoHash.ofBytes(der.toByteArray());
  }

  /** A key in DER. */
  public static PublicKeyInfo of(Bytes der) {
    return new PublicKeyInfo(der);
  }

  public static PublicKeyInfo of(RSAPublicKey key) {
    return of(Bytes.of(key.getEncoded()));
  }

  /** A key in DER or PEM, as values hold it; empty when it is neither. */
  public static Optional<PublicKeyInfo> read(Bytes encoded) {
    return isDer(encoded) ? Optional.of(of(encoded)) : parse(encoded.asText());
  }

  private static boolean isDer(Bytes encoded) {
    return !encoded.isEmpty() && encoded.at(0) == SEQUENCE;
  }

  /** A key in PEM; empty when the text is none. */
  public static Optional<PublicKeyInfo> parse(String pem) {
    int begin = pem.indexOf(BEGIN);
    // The dashes of the one must not be taken for those of the other.
    int from = begin + BEGIN.length();
    int end = begin < 0 ? -1 : pem.indexOf(END, from);
    if (end < 0) {
      return Optional.empty();
    }
    String base64 = pem.substring(from, end);
    try {
      Bytes der = Bytes.of(Base64.getMimeDecoder().decode(base64));
      return Optional.of(der).filter(PublicKeyInfo::isDer).map(PublicKeyInfo::of);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  public Bytes der() {
    return der;
  }

  /** The SHA-1 of {@link #der}. */
  public InfoHash id() {
    return id;
  }

  /** The key for signatures and encryption; empty when it is none of RSA, or too large a one. */
  public Optional<RSAPublicKey> rsa() {
    try {
      KeyFactory keys = KeyFactory.getInstance("RSA");
      return keys.generatePublic(new X509EncodedKeySpec(der.toByteArray()))
              instanceof RSAPublicKey key
          ? Optional.of(key).filter(k -> k.getModulus().bitLength() <= MAX_BITS)
          : Optional.empty();
    } catch (InvalidKeySpecException noRsa) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has RSA", impossible);
    }
  }

  /** The longer id, 64 hexadecimal digits of SHA-256. */
  public String longId() {
    return HexFormat.of().formatHex(Digest.SHA_256.of(der.toByteArray()));
  }

  /** The key in PEM, with a newline at its end. */
  public String pem() {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String base64 = Base64.getMimeEncoder(64, newline).encodeToString(der.toByteArray());
    return BEGIN + "\n" + base64 + "\n" + END + "\n";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKeyInfo that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
