package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader.Kind;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Value;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A list of certificates that their issuer has taken back (RFC 5280 5). */
public record Revocations(X509CRL list) {
  private static final String LABEL = "X509 CRL";

  /** Reads a list in DER or PEM; empty when it is none. Who made it is not looked at. */
  public static Optional<Revocations> read(Bytes encoded) {
    List<Bytes> blocks = Pem.read(LABEL, encoded.asText(), 1);
    return decoded(blocks.isEmpty() ? encoded : blocks.getFirst());
  }

  /** Those in PEM, one after the other, at most so many; who made them is not looked at. */
  static List<Revocations> all(String pem, int most) {
    return Pem.read(LABEL, pem, most).stream().flatMap(der -> decoded(der).stream()).toList();
  }

  private static Optional<Revocations> decoded(Bytes encoded) {
    byte[] der = encoded.toByteArray();
    try {
      return CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der))
              instanceof X509CRL list
          ? Optional.of(new Revocations(list))
          : Optional.empty();
    } catch (GeneralSecurityException noList) {
      return Optional.empty();
    }
  }

  /** What lies at an account's place in the DHT, if it is such a list. */
  public static Optional<Revocations> of(Value value) {
    return value
        .content()
        .body()
        .filter(body -> body.type() == 0)
        .flatMap(body -> read(unwrapped(body.data())));
  }

  /** The value that publishes it, at the account. */
  public Value value() {
    try {
      return Value.of(new PackWriter().bytes(Bytes.of(list.getEncoded())).toBytes());
    } catch (CRLException impossible) {
      throw new IllegalStateException("a list that was read can be written", impossible);
    }
  }

  /** Whether {@code issuer} has truly made this list, and has taken back the certificate by it. */
  boolean revokes(X509Certificate certificate, X509Certificate issuer) {
    return list.getRevokedCertificate(certificate.getSerialNumber()) != null && isMadeBy(issuer);
  }

  /** Whether {@code issuer} has truly made this list. */
  boolean isMadeBy(X509Certificate issuer) {
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || !Signing.isStrong(list.getSigAlgName())) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException forged) {
      return false;
    }
  }

  /** Whether it takes back all that the other does; both are of one issuer. */
  boolean covers(Revocations other) {
    return other.serials().stream().allMatch(s -> list.getRevokedCertificate(s) != null);
  }

  private List<BigInteger> serials() {
    return Optional.ofNullable(list.getRevokedCertificates()).stream()
        .flatMap(Set::stream)
        .map(X509CRLEntry::getSerialNumber)
        .toList();
  }

  /** Whether it says that it is of this account; who made it is seen when it is used. */
  boolean names(AccountId account) {
    return Certificates.uid(list.getIssuerX500Principal())
        .filter(account.toString()::equals)
        .isPresent();
  }

  String pem() {
    try {
      return Pem.write(LABEL, list.getEncoded());
    } catch (CRLException impossible) {
      throw new IllegalStateException("a list that was read can be written", impossible);
    }
  }

  /** Some write the bytes as they are, some in front of them that these are bytes. */
  private static Bytes unwrapped(Bytes data) {
    try {
      return !data.isEmpty() && data.reader().kind() == Kind.BYTES ? data.reader().bytes() : data;
    } catch (Malformed asItIs) {
      return data;
    }
  }
}
