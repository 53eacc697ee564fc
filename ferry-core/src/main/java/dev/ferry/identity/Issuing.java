package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.port.Randomness;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Issues the certificates of an account as Jami does: X.509 version 3 for ten years, each named
 * after the digest of its key. May be used from any task; a signature takes some milliseconds.
 *
 * @param now from when on they are valid, but for what clocks differ
 */
public record Issuing(Instant now, Randomness random) {
  private static final Duration BEFORE = Duration.ofMinutes(5);
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 63;

  /** What a certificate is for. */
  enum Kind {
    AUTHORITY("Jami CA"),
    ACCOUNT("Jami"),
    DEVICE("Jami device");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    private KeyUsage usage() {
      return this == DEVICE
          ? new KeyUsage(KeyUsage.digitalSignature)
          : new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }
  }

  /** The certificate at the top of all, which vouches for itself. */
  public X509Certificate authority(KeyPair keys) {
    X500Name name = name(Kind.AUTHORITY, keys);
    return issue(Kind.AUTHORITY, keys, name, keys);
  }

  /** The certificate of an account. */
  public X509Certificate account(KeyPair account, X509Certificate above, KeyPair authority) {
    return issue(Kind.ACCOUNT, account, subject(above), authority);
  }

  /** The certificate of a device. */
  public X509Certificate device(KeyPair device, X509Certificate above, KeyPair account) {
    return issue(Kind.DEVICE, device, subject(above), account);
  }

  private X509Certificate issue(Kind kind, KeyPair keys, X500Name issuer, KeyPair by) {
    V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
    body.setSerialNumber(new ASN1Integer(serial()));
    body.setSignature(Signing.ALGORITHM);
    body.setIssuer(issuer);
    body.setStartDate(new Time(Date.from(now.minus(BEFORE))));
    body.setEndDate(new Time(Date.from(now.plus(LIFE))));
    body.setSubject(name(kind, keys));
    body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    body.setExtensions(extensions(kind, keys));
    return signed(body.generateTBSCertificate(), (RSAPrivateKey) by.getPrivate());
  }

  private static Extensions extensions(Kind kind, KeyPair keys) {
    ExtensionsGenerator all = new ExtensionsGenerator();
    try {
      all.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new SubjectKeyIdentifier(key(keys).id().toByteArray()));
      all.addExtension(Extension.basicConstraints, true, new BasicConstraints(kind != Kind.DEVICE));
      all.addExtension(Extension.keyUsage, true, kind.usage());
      return all.generate();
    } catch (IOException impossible) {
      throw new IllegalStateException("what was just made can be written", impossible);
    }
  }

  private static X509Certificate signed(TBSCertificate body, RSAPrivateKey by) {
    try {
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(body);
      parts.add(Signing.ALGORITHM);
      parts.add(new DERBitString(Signing.sign(body.getEncoded("DER"), by)));
      String pem = Pem.write("CERTIFICATE", new DERSequence(parts).getEncoded("DER"));
      return Certificates.read(pem).getFirst();
    } catch (IOException impossible) {
      throw new IllegalStateException("what was just made can be written", impossible);
    }
  }

  private static X500Name name(Kind kind, KeyPair keys) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.CN, kind.name)
        .addRDN(BCStyle.UID, key(keys).id().toString())
        .build();
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static PublicKeyInfo key(KeyPair keys) {
    return PublicKeyInfo.of(Bytes.of(keys.getPublic().getEncoded()));
  }

  private BigInteger serial() {
    byte[] bytes = new byte[Long.BYTES];
    random.fill(bytes);
    return new BigInteger(1, bytes).clearBit(SERIAL_BITS).setBit(SERIAL_BITS - 1);
  }
}
