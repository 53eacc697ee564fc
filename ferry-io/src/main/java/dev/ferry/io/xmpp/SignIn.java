package dev.ferry.io.xmpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.EndpointConnectionException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Mechanisms;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Signs in to an account: finds the server, connects, secures, authenticates, binds. */
final class SignIn {
  /** Preferred first. None hands the password to the server except the last, in TLS only. */
  private static final List<String> MECHANISMS = List.of("SCRAM-SHA-1", "PLAIN");

  /** A stream that stands, where its server is, and whether TLS protects it. */
  record Standing(StanzaStream stream, InetSocketAddress server, boolean encrypted) {}

  private final XmppAccount account;
  private final StanzaStream.Receiver receiver;
  private final ServerTrust trust;
  private final StreamSockets sockets;

  private SignIn(XmppAccount account, StanzaStream.Receiver receiver) throws SignInException {
    this.account = account;
    this.receiver = receiver;
    this.trust = ServerTrust.of(account.jid().domain(), account.trusted());
    this.sockets =
        account.tls() == XmppAccount.Tls.DIRECT
            ? StreamSockets.directTls(trust, account.jid().domain())
            : StreamSockets.plain();
  }

  static Standing run(XmppAccount account, StanzaStream.Receiver receiver)
      throws SignInException, InterruptedException {
    return new SignIn(account, receiver).run();
  }

  private Standing run() throws SignInException, InterruptedException {
    String password = password();
    Optional<SignInException> first = Optional.empty();
    for (InetSocketAddress server : Endpoints.of(account)) {
      try {
        StanzaStream stream = at(server, password);
        return new Standing(stream, server, isSecure(stream));
      } catch (SignInException e) {
        if (e.kind() != SignInException.Kind.UNREACHABLE) {
          throw e;
        }
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElseThrow();
  }

  private String password() throws SignInException {
    try {
      return account.password().get();
    } catch (IOException e) {
      throw new SignInException(
          SignInException.Kind.FAILED,
          "no password for %s: %s".formatted(account.jid().bare(), e.getMessage()),
          e);
    }
  }

  private StanzaStream at(InetSocketAddress server, String password)
      throws SignInException, InterruptedException {
    StanzaStream stream = new StanzaStream(configuration(server, password), receiver);
    stream.setReplyTimeout(account.timeouts().reply().toMillis());
    try {
      stream.connect();
      checkPasswordIsSafe(stream);
      stream.login();
      return stream;
    } catch (EndpointConnectionException e) {
      throw Reasons.signIn(account, where(server), e);
    } catch (SmackException | XMPPException | IOException | RuntimeException e) {
      stream.instantShutdown();
      throw Reasons.signIn(
          account, where(server), trust.refusal().<Exception>map(r -> r).orElse(e));
    } catch (InterruptedException e) {
      stream.instantShutdown();
      throw e;
    }
  }

  private String where(InetSocketAddress server) {
    return account
        .server()
        .map(XmppAccount.Server::toString)
        .orElseGet(() ->
            new XmppAccount.Server(server.getAddress().getHostAddress(), server.getPort())
                + " (for "
                + account.jid().domain()
                + ")");
  }

  private XMPPTCPConnectionConfiguration configuration(InetSocketAddress server, String password)
      throws SignInException {
    try {
      var builder =
          XMPPTCPConnectionConfiguration.builder()
              .setXmppDomain(JidCreate.domainBareFrom(account.jid().domain()))
              .setUsernameAndPassword(account.jid().local(), password)
              .setHostAddress(server.getAddress())
              .setPort(server.getPort())
              .setSecurityMode(security())
              .setCustomX509TrustManager(trust)
              // The domain was checked with the chain, where the pinned certificate is known.
              .setHostnameVerifier((_, _) -> true)
              .setSocketFactory(sockets)
              .setConnectTimeout((int) account.timeouts().connect().toMillis())
              .setSendPresence(false)
              .setCompressionEnabled(false)
              .addEnabledSaslMechanism(MECHANISMS);
      if (account.jid().isFull()) {
        builder.setResource(account.jid().resource());
      }
      return builder.build();
    } catch (XmppStringprepException | IllegalArgumentException e) {
      throw new SignInException(
          SignInException.Kind.FAILED,
          "%s is no account's address: %s".formatted(account.jid(), e.getMessage()),
          e);
    }
  }

  private SecurityMode security() {
    return switch (account.tls()) {
      case DIRECT -> SecurityMode.disabled;
      case STARTTLS -> account.allowPlaintext() ? SecurityMode.ifpossible : SecurityMode.required;
    };
  }

  private boolean isSecure(StanzaStream stream) {
    return account.tls() == XmppAccount.Tls.DIRECT || stream.isSecureConnection();
  }

  /** Leave to go without encryption is no leave to give the password away. */
  private void checkPasswordIsSafe(StanzaStream stream) throws SignInException {
    Optional<Mechanisms> offered = Optional.ofNullable(stream.getFeature(Mechanisms.class));
    boolean hidden =
        offered.map(Mechanisms::getMechanisms).orElse(List.of()).contains(MECHANISMS.getFirst());
    if (!isSecure(stream) && !hidden) {
      stream.instantShutdown();
      throw new SignInException(
          SignInException.Kind.NO_TLS,
          "the server would take the password only in clear (%s) and offers no encryption; Ferry does not send it"
              .formatted(offered.map(m -> String.join(", ", m.getMechanisms())).orElse("")));
    }
  }
}
