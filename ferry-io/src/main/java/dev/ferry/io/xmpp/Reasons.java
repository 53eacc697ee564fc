package dev.ferry.io.xmpp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.EndpointConnectionException;
import org.jivesoftware.smack.SmackException.NoResponseException;
import org.jivesoftware.smack.SmackException.SecurityRequiredByClientException;
import org.jivesoftware.smack.SmackException.SmackSaslException;
import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.sasl.SASLErrorException;

/** Says in words what Smack's exceptions mean and what to do next. */
final class Reasons {
  private Reasons() {}

  /** Why a connection that stood has ended. */
  static String of(Exception e) {
    return find(e, StreamErrorException.class)
        .map(s -> "the server ended the stream: " + text(s.getStreamError()))
        .orElseGet(() -> "the connection to the server broke: " + broken(e));
  }

  /** A stream that ends within its root element reads as bad XML to the parser. */
  private static String broken(Exception e) {
    boolean cut =
        find(e, XMLStreamException.class).isPresent() && find(e, IOException.class).isEmpty();
    return cut ? "it was cut" : innermost(e);
  }

  /** Whether trying again makes no sense: the server has answered, and the answer is no. */
  static boolean isFinal(Exception e) {
    return find(e, SASLErrorException.class).isPresent()
        || find(e, StreamErrorException.class).isPresent()
        || find(e, SessionGone.class).isPresent();
  }

  /** Whether the server has given the resource to another session (RFC 6120 4.9.3.3). */
  static boolean isReplaced(Exception e) {
    return find(e, StreamErrorException.class)
        .filter(s -> s.getStreamError().getCondition() == StreamError.Condition.conflict)
        .isPresent();
  }

  /** The server keeps the session no more. */
  static final class SessionGone extends SmackException {
    private static final long serialVersionUID = 1;

    SessionGone() {
      super("the server does not keep the session any more");
    }
  }

  /**
   * Why signing in failed.
   *
   * @param where the server, for the message
   */
  static SignInException signIn(XmppAccount account, String where, Exception e) {
    Optional<CertificateException> certificate = find(e, CertificateException.class);
    if (certificate.isPresent()) {
      return failure(
          SignInException.Kind.NOT_TRUSTED, String.valueOf(certificate.get().getMessage()), e);
    }
    Optional<SASLErrorException> sasl = find(e, SASLErrorException.class);
    if (sasl.isPresent()) {
      return refusal(account, sasl.get());
    }
    Optional<StreamErrorException> stream = find(e, StreamErrorException.class);
    if (stream.isPresent()) {
      String text = text(stream.get().getStreamError());
      return failure(SignInException.Kind.REFUSED, where + " ended the stream: " + text, e);
    }
    return switch (e) {
      case SecurityRequiredByClientException _ ->
          failure(
              SignInException.Kind.NO_TLS,
              where
                  + " offers no encryption (TLS), so the password and everything else would be"
                  + " readable on the way; if that is acceptable, give --allow-plaintext",
              e);
      case EndpointConnectionException c -> unreachable(where, c);
      case NoResponseException _ ->
          failure(
              SignInException.Kind.NO_ANSWER,
              where
                  + " took the connection but did not answer as an XMPP server; check the port"
                  + (account.tls() == XmppAccount.Tls.DIRECT ? " and whether it wants TLS" : ""),
              e);
      case SmackSaslException s ->
          failure(
              SignInException.Kind.REFUSED,
              where + " offers no way to sign in that Ferry knows: " + s.getMessage(),
              e);
      case XMPPErrorException x ->
          failure(SignInException.Kind.REFUSED, where + " refused: " + x.getStanzaError(), e);
      default -> other(where, e);
    };
  }

  private static SignInException other(String where, Exception e) {
    Optional<SSLException> tls = find(e, SSLException.class);
    if (tls.isPresent()) {
      String text = "TLS with " + where + " failed: " + tls.get().getMessage();
      return failure(SignInException.Kind.FAILED, text, e);
    }
    return failure(
        SignInException.Kind.FAILED, "signing in at " + where + " failed: " + innermost(e), e);
  }

  private static SignInException refusal(XmppAccount account, SASLErrorException e) {
    String error = e.getSASLFailure().getSASLErrorString();
    return switch (e.getSASLFailure().getSASLError()) {
      case not_authorized, credentials_expired, invalid_authzid ->
          failure(
              SignInException.Kind.WRONG_PASSWORD,
              "wrong password for %s, or no such account (%s); check both"
                  .formatted(account.jid().bare(), error),
              e);
      default ->
          failure(
              SignInException.Kind.REFUSED,
              "the server refused to sign in %s: %s".formatted(account.jid().bare(), error),
              e);
    };
  }

  private static SignInException unreachable(String where, EndpointConnectionException e) {
    Throwable cause =
        e.getConnectionExceptions().stream()
            .<Throwable>map(c -> c.getException())
            .findFirst()
            .orElse(e);
    String why =
        switch (cause) {
          case SocketTimeoutException _ -> "no answer in time";
          case ConnectException c -> String.valueOf(c.getMessage());
          case NoRouteToHostException n -> String.valueOf(n.getMessage());
          default -> String.valueOf(cause);
        };
    return failure(
        SignInException.Kind.UNREACHABLE,
        "cannot connect to " + where + ": " + why + "; check the server's address and port",
        e);
  }

  private static String text(StreamError error) {
    String condition = error.getCondition().toString();
    String described = error.getDescriptiveText();
    return described == null ? condition : condition + " (" + described + ")";
  }

  /** What lies at the root, in words; an exception without words by its name. */
  private static String innermost(Throwable e) {
    Throwable deepest = e;
    for (int i = 0; i < 20 && deepest.getCause() != null; i++) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }

  private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    Throwable at = e;
    for (int i = 0; i < 20 && at != null; i++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static SignInException failure(SignInException.Kind kind, String text, Exception e) {
    return new SignInException(kind, text, e);
  }
}
