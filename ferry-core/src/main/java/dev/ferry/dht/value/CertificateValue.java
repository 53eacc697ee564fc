package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/**
 * A certificate in the DHT, with those of its issuers behind it. It lies at the id of its own key
 * and nowhere else, so that nobody can take that place from whoever has the key.
 */
public final class CertificateValue {
  /** The type of such values. */
  static final ValueType TYPE =
      new ValueType(
          8,
          "certificate",
          Duration.ofDays(7),
          (key, value, from) -> Optional.of(value).filter(v -> isAt(key, v)),
          (key, old, replacement) -> isAt(key, replacement));

  /** The id that they have by custom. */
  public static final long ID = 1;

  /** Begins a string of bytes; the next two begin longer ones. */
  private static final int FIRST_HEADER = 0xc4;

  private CertificateValue() {}

  /**
   * The value that publishes a certificate.
   *
   * @param chain in PEM, the certificate first, then who issued it, and so on
   */
  public static Value of(String chain) {
    Bytes data = new PackWriter().bytes(Bytes.ofText(chain)).toBytes();
    return Value.clear(new Body(TYPE.id(), data, "")).withId(ID);
  }

  /** The id of the certificate's key: where it is to lie. Empty when there is no certificate. */
  public static Optional<InfoHash> keyId(Value value) {
    return certificate(value)
        .map(c -> PublicKeyInfo.of(Bytes.of(c.getPublicKey().getEncoded())).id());
  }

  /** The first certificate of a value, in DER; empty when there is none. */
  public static Optional<X509Certificate> certificate(Value value) {
    return value
        .content()
        .body()
        .filter(body -> body.type() == TYPE.id())
        .flatMap(body -> read(body.data().toByteArray()));
  }

  private static boolean isAt(InfoHash key, Value value) {
    return keyId(value).filter(key::equals).isPresent();
  }

  private static Optional<X509Certificate> read(byte[] data) {
    int start = start(data);
    try {
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(data, start, data.length - start))
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException noCertificate) {
      return Optional.empty();
    }
  }

  /** Where the certificate begins: what is in front of it says that these are bytes. */
  private static int start(byte[] data) {
    int header = data.length == 0 ? 0 : Byte.toUnsignedInt(data[0]) - FIRST_HEADER;
    return switch (header) {
      case 0, 1, 2 -> Math.min(data.length, 1 + (1 << header));
      default -> 0;
    };
  }
}
