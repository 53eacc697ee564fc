package dev.ferry.security;

import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS to public servers such as relays: 1.3, or 1.2 where the server has nothing newer; the
 * certificate must be issued for the server's name by an authority that is trusted. Any task may
 * use it.
 */
public final class ServerTls implements TlsLayer {
  private final SSLContext context;

  /**
   * @param context decides which authorities are trusted
   */
  public ServerTls(SSLContext context) {
    this.context = context;
  }

  /** Trusts the authorities that this Java platform trusts. */
  public static ServerTls ofThePlatform() {
    try {
      return new ServerTls(SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  @Override
  public ByteStream over(ByteStream raw, String host) throws IOException, InterruptedException {
    // The port only names a session to resume, and none is.
    SSLEngine engine = context.createSSLEngine(host, -1);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return TlsStream.over(raw, engine);
  }
}
