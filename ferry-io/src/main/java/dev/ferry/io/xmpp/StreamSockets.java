package dev.ferry.io.xmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Makes the sockets of XMPP streams: without Nagle's delay, which costs 40 ms a stanza, and with
 * TLS from the first byte where that is wanted (XEP-0368).
 */
final class StreamSockets extends SocketFactory {
  private final Optional<SSLContext> tls;
  private final String domain;

  private StreamSockets(Optional<SSLContext> tls, String domain) {
    this.tls = tls;
    this.domain = domain;
  }

  static StreamSockets plain() {
    return new StreamSockets(Optional.empty(), "");
  }

  static StreamSockets directTls(ServerTrust trust, String domain) throws SignInException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return new StreamSockets(Optional.of(context), domain);
    } catch (GeneralSecurityException e) {
      throw new SignInException(
          SignInException.Kind.FAILED, "cannot set up TLS: " + e.getMessage(), e);
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = tls.isPresent() ? secured(tls.get()) : new Socket();
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    return socket;
  }

  private SSLSocket secured(SSLContext context) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"xmpp-client"});
    try {
      parameters.setServerNames(List.of(new SNIHostName(domain)));
    } catch (IllegalArgumentException addressOrOdd) {
      // A literal address has no server name; the certificate is checked against it all the same.
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("sockets are connected after they are made");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host.getHostAddress(), port);
  }
}
