package dev.ferry.identity;

import dev.ferry.dht.value.PublicKeyInfo;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether certificates prove a device of an account. They stand for themselves: nobody
 * above the account is trusted, what counts is that the account's key vouches for the device's, and
 * that the account is the one that was meant. May be used from any task.
 *
 * @param now when it is checked
 * @param revocations the lists that are known; only those that the account itself made count
 */
public record ChainCheck(Instant now, List<Revocations> revocations) {
  private static final int LEAST_BITS = 2048;
  private static final int MOST_BITS = 8192;
  private static final int CERT_SIGN = 5;

  public ChainCheck {
    revocations = List.copyOf(revocations);
  }

  /** At that time, with nothing known to be revoked. */
  public static ChainCheck at(Instant now) {
    return new ChainCheck(now, List.of());
  }

  /** What came of it. */
  public sealed interface Verdict {
    /** The certificates prove a device. */
    record Proven(Chain chain) implements Verdict {}

    /** They do not. */
    record Refused(Flaw flaw) implements Verdict {}
  }

  /** Certificates in PEM, the device's first. */
  public Verdict check(String pem) {
    return check(Certificates.read(pem));
  }

  /** Certificates, the device's first. */
  public Verdict check(List<X509Certificate> certificates) {
    return flaw(certificates)
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> new Verdict.Proven(new Chain(certificates)));
  }

  /** The same, of one device only. */
  public Verdict check(List<X509Certificate> certificates, PublicKeyInfo device) {
    Verdict verdict = check(certificates);
    return verdict instanceof Verdict.Proven(Chain chain) && !chain.deviceKey().equals(device)
        ? new Verdict.Refused(Flaw.OTHER_DEVICE)
        : verdict;
  }

  private Optional<Flaw> flaw(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return Optional.of(Flaw.UNREADABLE);
    }
    if (chain.size() > Certificates.MOST) {
      return Optional.of(Flaw.TOO_LONG);
    }
    X509Certificate device = chain.get(0);
    if (issued(device, device)) {
      return Optional.of(Flaw.SELF_SIGNED);
    }
    if (chain.size() < Chain.SHORTEST) {
      return Optional.of(Flaw.INCOMPLETE);
    }
    for (int i = 0; i < chain.size(); i++) {
      boolean last = i == chain.size() - 1;
      Optional<Flaw> flaw = flaw(chain.get(i), chain.get(last ? i : i + 1), last);
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return isRevoked(chain) ? Optional.of(Flaw.REVOKED) : Optional.empty();
  }

  private Optional<Flaw> flaw(X509Certificate certificate, X509Certificate issuer, boolean last) {
    if (!isSound(certificate)) {
      return Optional.of(Flaw.NOT_RSA);
    }
    if (!isNamedAfterIts(certificate, issuer)) {
      return Optional.of(Flaw.MISNAMED);
    }
    if (!mayIssue(issuer)) {
      return Optional.of(Flaw.NO_ISSUER);
    }
    if (!issued(issuer, certificate)) {
      return Optional.of(last ? Flaw.UNROOTED : Flaw.BROKEN);
    }
    try {
      certificate.checkValidity(Date.from(now));
      return Optional.empty();
    } catch (CertificateExpiredException late) {
      return Optional.of(Flaw.EXPIRED);
    } catch (CertificateNotYetValidException early) {
      return Optional.of(Flaw.NOT_YET);
    }
  }

  private static boolean isSound(X509Certificate certificate) {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey key)) {
      return false;
    }
    int bits = key.getModulus().bitLength();
    return bits >= LEAST_BITS && bits <= MOST_BITS;
  }

  /** Readers take the account from the name in its devices' certificates, so it has to be true. */
  private static boolean isNamedAfterIts(X509Certificate certificate, X509Certificate issuer) {
    String own = Certificates.key(certificate).id().toString();
    String above = Certificates.key(issuer).id().toString();
    return Certificates.subjectUid(certificate).filter(uid -> !uid.equals(own)).isEmpty()
        && Certificates.issuerUid(certificate).filter(uid -> !uid.equals(above)).isEmpty();
  }

  private static boolean mayIssue(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return certificate.getBasicConstraints() >= 0 && (usage == null || usage[CERT_SIGN]);
  }

  /** Whether the issuer's key signed it; a signature of a weak kind does not count. */
  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || !Signing.isStrong(certificate.getSigAlgName())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException forged) {
      return false;
    }
  }

  private boolean isRevoked(List<X509Certificate> chain) {
    for (Revocations list : revocations) {
      for (int i = 0; i + 1 < chain.size(); i++) {
        if (list.revokes(chain.get(i), chain.get(i + 1))) {
          return true;
        }
      }
    }
    return false;
  }
}
