package dev.ferry.port;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** The key and the certificate by which this device proves itself to others. Any task may call. */
@FunctionalInterface
public interface Identity {
  /**
   * The credentials, the same ones each time; makes them at the first use of all, which may take
   * some seconds.
   *
   * @throws IOException when they can be neither read nor made; the message says what to do
   */
  Credentials credentials() throws IOException, InterruptedException;

  /** A key and the certificate for it. Its text shows nothing of the key. */
  record Credentials(PrivateKey key, X509Certificate certificate) {
    @Override
    public String toString() {
      return "credentials of " + certificate.getSubjectX500Principal();
    }
  }
}
