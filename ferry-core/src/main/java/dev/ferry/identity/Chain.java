package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.PublicKeyInfo;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates that were found to prove a device: its own first, then that of its account, then who
 * issued that one. {@link ChainCheck} and {@link Issuing} make them.
 */
public record Chain(List<X509Certificate> certificates) {
  static final int SHORTEST = 2;

  public Chain {
    certificates = List.copyOf(certificates);
    if (certificates.size() < SHORTEST) {
      throw new IllegalArgumentException("a device without an account");
    }
  }

  public AccountId account() {
    return AccountId.of(accountKey());
  }

  public DeviceId device() {
    return DeviceId.of(deviceKey());
  }

  public PublicKeyInfo deviceKey() {
    return Certificates.key(certificates.get(0));
  }

  public PublicKeyInfo accountKey() {
    return Certificates.key(certificates.get(1));
  }

  /** All of it in PEM, as it is published and shown in TLS; both must be the same to the byte. */
  public String pem() {
    return Certificates.pem(certificates);
  }

  /** Whether a peer has shown exactly these certificates. */
  public boolean isShownBy(List<X509Certificate> shown) {
    try {
      if (shown.size() != certificates.size()) {
        return false;
      }
      for (int i = 0; i < shown.size(); i++) {
        Bytes there = Bytes.of(shown.get(i).getEncoded());
        if (!there.equals(Bytes.of(certificates.get(i).getEncoded()))) {
          return false;
        }
      }
      return true;
    } catch (CertificateEncodingException unreadable) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "device " + device() + " of " + account();
  }
}
