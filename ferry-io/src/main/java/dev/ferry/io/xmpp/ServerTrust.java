package dev.ferry.io.xmpp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server's certificate is the right one for a domain. May be used from any
 * thread.
 *
 * <p>Without a file of the user's: a chain to one of the system's authorities, and a certificate
 * issued for the domain. With a file, the system's authorities count no more, and either
 *
 * <ul>
 *   <li>the server shows exactly a certificate of the file: trusted as it is, whatever names and
 *       dates it bears, since the user vouched for this very key and a certificate made by hand
 *       often names another host; or
 *   <li>the certificates of the file are the authorities: chain, dates and domain must be right,
 *       since an authority vouches for names, and anyone may hold another certificate of it.
 * </ul>
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private final String domain;
  private final List<Certificate> pinned;
  private final X509ExtendedTrustManager authorities;
  private final AtomicReference<Optional<CertificateException>> refusal =
      new AtomicReference<>(Optional.empty());

  private ServerTrust(
      String domain, List<Certificate> pinned, X509ExtendedTrustManager authorities) {
    this.domain = domain;
    this.pinned = pinned;
    this.authorities = authorities;
  }

  /**
   * @param file the certificates to trust, or empty for the system's
   */
  static ServerTrust of(String domain, Optional<Path> file) throws SignInException {
    List<Certificate> pinned = file.isPresent() ? read(file.get()) : List.of();
    try {
      return new ServerTrust(domain, pinned, authorities(pinned));
    } catch (GeneralSecurityException | IOException e) {
      throw new SignInException(
          SignInException.Kind.FAILED, "cannot set up certificate checks: " + e.getMessage(), e);
    }
  }

  private static List<Certificate> read(Path file) throws SignInException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> found =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw new CertificateException("it holds no certificate");
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw new SignInException(
          SignInException.Kind.FAILED,
          "cannot read certificates from %s: %s; give a PEM or DER file"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static X509ExtendedTrustManager authorities(List<Certificate> pinned)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(pinned.isEmpty() ? null : store(pinned));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  private static KeyStore store(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("trusted " + store.size(), certificate);
    }
    return store;
  }

  /** The check itself; {@code chain} is not empty, as the TLS layer promises. */
  private void check(X509Certificate[] chain, Check byAuthorities) throws CertificateException {
    if (pinned.contains(chain[0])) {
      return;
    }
    try {
      byAuthorities.run();
    } catch (CertificateException e) {
      throw refusal(
          chain[0],
          pinned.isEmpty()
              ? "no known authority vouches for it"
              : "it is not the one given to be trusted, nor issued by it",
          e);
    }
    if (!HostNames.match(domain, chain[0])) {
      throw refusal(chain[0], "it was not issued for " + domain, null);
    }
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private CertificateException refusal(
      X509Certificate certificate, String why, @Nullable CertificateException cause)
      throws CertificateException {
    CertificateException refused =
        new CertificateException(
            ("the certificate of %s is not trusted: %s (SHA-256 fingerprint %s)."
                    + " If this is the server's fingerprint, save its certificate to a file and give"
                    + " --trust-certificate FILE")
                .formatted(domain, why, fingerprint(certificate)),
            cause);
    refusal.set(Optional.of(refused));
    return refused;
  }

  /** The last refusal: of two threads in one handshake, only one is told the reason. */
  Optional<CertificateException> refusal() {
    return refusal.get();
  }

  /** SHA-256 of the certificate as people compare it. */
  static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
