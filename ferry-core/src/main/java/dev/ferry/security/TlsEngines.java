package dev.ferry.security;

import dev.ferry.port.Identity.Credentials;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Makes the TLS 1.3 engines of this device: they show its certificate, name no server, resume
 * nothing. Any task may call.
 *
 * <p>An engine takes every certificate whose key the peer proves to hold. Whether it is the
 * expected one is decided right after the handshake by {@link XtlsSecurity}, before a byte passes:
 * as a server, a side may not know yet what it has to expect.
 */
public final class TlsEngines {
  /** The first is the fastest by far; its strength is beyond doubt. */
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  /**
   * Seconds: with more than a week, the platform sends no tickets for later sessions (RFC 8446
   * 4.6.1). Nobody would use them, and a connection that is closed with one unread is reset.
   */
  private static final int TOO_LONG_FOR_TICKETS = 8 * 24 * 3600;

  private final SSLContext context;

  private TlsEngines(SSLContext context) {
    this.context = context;
  }

  /** Engines that prove to hold this key. */
  public static TlsEngines of(Credentials own) {
    return of(own.key(), List.of(own.certificate()));
  }

  /**
   * Engines that prove to hold this key.
   *
   * @param shown the certificate of the key first, then whatever stands behind it
   */
  public static TlsEngines of(PrivateKey key, List<X509Certificate> shown) {
    try {
      char[] unsaved = {};
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, unsaved);
      keys.setKeyEntry("own", key, unsaved, shown.toArray(Certificate[]::new));
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, unsaved);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(managers.getKeyManagers(), new TrustManager[] {new Later()}, null);
      context.getServerSessionContext().setSessionTimeout(TOO_LONG_FOR_TICKETS);
      return new TlsEngines(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  /** The engine of the side that connects. */
  public SSLEngine client() {
    SSLEngine engine = engine();
    engine.setUseClientMode(true);
    return engine;
  }

  /**
   * The engine of the side that connects, where the other may be Jami: its server wants to hear of
   * secure renegotiation (RFC 5746 3.3) even where TLS 1.3 has none. The platform says that word of
   * TLS 1.2 only; but no suite of that version is offered, so that none but 1.3 comes about.
   */
  public SSLEngine clientOfJami() {
    SSLEngine engine = client();
    SSLParameters parameters = engine.getSSLParameters();
    String[] suites = Arrays.copyOf(SUITES, SUITES.length + 1);
    suites[SUITES.length] = "TLS_EMPTY_RENEGOTIATION_INFO_SCSV";
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setCipherSuites(suites);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * The engine of the side that was connected to.
   *
   * @param mutual whether the other side must show a certificate
   */
  public SSLEngine server(boolean mutual) {
    SSLEngine engine = engine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(mutual);
    return engine;
  }

  private SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(SUITES);
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Leaves the judgement to whoever asked for the handshake. */
  private static final class Later implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType)
        throws CertificateException {
      requireOne(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType)
        throws CertificateException {
      requireOne(chain);
    }

    private static void requireOne(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0) {
        throw new CertificateException("no certificate");
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
