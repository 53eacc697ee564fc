package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/** Takes back certificates of devices, by a list that the account signs (RFC 5280 5.1). */
public final class Revoking {
  private static final Duration LIFE = Duration.ofDays(3650);

  /** As RFC 5280 5.3.1 numbers it: the privilege was withdrawn. */
  private static final int REASON = 9;

  private Revoking() {}

  /**
   * A list that has what was taken back before, and this device.
   *
   * @param account the certificate of the account
   * @param keys those of the account
   */
  public static Revocations revoke(
      X509Certificate device,
      Optional<Revocations> before,
      X509Certificate account,
      KeyPair keys,
      Instant now) {
    Map<BigInteger, Date> taken = new TreeMap<>();
    before
        .map(Revocations::list)
        .ifPresent(list -> {
          if (list.getRevokedCertificates() != null) {
            for (X509CRLEntry entry : list.getRevokedCertificates()) {
              taken.put(entry.getSerialNumber(), entry.getRevocationDate());
            }
          }
        });
    taken.put(device.getSerialNumber(), Date.from(now));
    V2TBSCertListGenerator body = new V2TBSCertListGenerator();
    body.setSignature(Signing.ALGORITHM);
    body.setIssuer(X500Name.getInstance(account.getSubjectX500Principal().getEncoded()));
    body.setThisUpdate(new Time(Date.from(now)));
    body.setNextUpdate(new Time(Date.from(now.plus(LIFE))));
    taken.forEach(
        (serial, when) -> body.addCRLEntry(new ASN1Integer(serial), new Time(when), REASON));
    return signed(body.generateTBSCertList(), (RSAPrivateKey) keys.getPrivate());
  }

  private static Revocations signed(TBSCertList body, RSAPrivateKey key) {
    try {
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(body);
      parts.add(Signing.ALGORITHM);
      parts.add(new DERBitString(Signing.sign(body.getEncoded("DER"), key)));
      return Revocations.read(Bytes.of(new DERSequence(parts).getEncoded("DER"))).orElseThrow();
    } catch (IOException impossible) {
      throw new IllegalStateException("what was just made can be written", impossible);
    }
  }
}
