package dev.ferry.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest of a certificate, as clients write it: upper-case hexadecimal with colons. Which digest
 * it is follows from its length; weaker ones than SHA-256 are not known here.
 *
 * @param text such as {@code 72:82:14:...}
 */
public record Fingerprint(String text) {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  /** Reads what a peer wrote; either case, with or without colons. */
  public static Optional<Fingerprint> parse(String written) {
    String digits = written.strip().replace(":", "").toUpperCase(Locale.ROOT);
    boolean sound =
        algorithm(digits.length() / 2).isPresent()
            && digits.length() % 2 == 0
            && digits.chars().allMatch(HexFormat::isHexDigit);
    return sound
        ? Optional.of(new Fingerprint(COLONS.formatHex(HexFormat.of().parseHex(digits))))
        : Optional.empty();
  }

  /** The SHA-256 of a certificate. */
  public static Fingerprint of(X509Certificate certificate) {
    return of(certificate, "SHA-256");
  }

  /** Whether it is the digest of that certificate. */
  public boolean fits(X509Certificate certificate) {
    return algorithm((text.length() + 1) / 3)
        .filter(algorithm -> of(certificate, algorithm).equals(this))
        .isPresent();
  }

  private static Fingerprint of(X509Certificate certificate, String algorithm) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return new Fingerprint(COLONS.formatHex(digest));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  private static Optional<String> algorithm(int bytes) {
    return switch (bytes) {
      case 32 -> Optional.of("SHA-256");
      case 48 -> Optional.of("SHA-384");
      case 64 -> Optional.of("SHA-512");
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
