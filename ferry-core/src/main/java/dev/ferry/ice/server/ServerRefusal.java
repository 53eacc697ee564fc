package dev.ferry.ice.server;

import dev.ferry.ice.stun.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A server answered, and the answer was no. */
public final class ServerRefusal extends IOException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final transient Optional<InetSocketAddress> alternate;

  /**
   * @param what what was asked, with the server's name
   */
  public ServerRefusal(String what, Verdict.Refused refused) {
    super(what + ": " + meaning(refused.error()));
    this.code = refused.error().code();
    this.alternate = refused.alternate();
  }

  /** Where the server wants to be asked instead; to be followed once at most. */
  public Optional<InetSocketAddress> alternate() {
    return alternate;
  }

  /** One of {@link ErrorCode}. */
  public int code() {
    return code;
  }

  /** What an error means, for people. */
  public static String meaning(ErrorCode error) {
    String advice =
        switch (error.code()) {
          case ErrorCode.UNAUTHENTICATED, ErrorCode.WRONG_CREDENTIALS ->
              "the login is missing or wrong, check name and password";
          case ErrorCode.FORBIDDEN -> "the server does not allow it";
          case ErrorCode.FAMILY_NOT_SUPPORTED ->
              "the server has no addresses of that family to relay from";
          case ErrorCode.TRANSPORT_NOT_SUPPORTED -> "the server does not relay TCP";
          case ErrorCode.PEER_FAMILY_MISMATCH ->
              "the peer's address is of another family than the relay's";
          case ErrorCode.CONNECTION_FAILED -> "the server could not connect to the peer";
          case ErrorCode.QUOTA_REACHED, ErrorCode.INSUFFICIENT_CAPACITY ->
              "the server has no room, try again later";
          case ErrorCode.TRY_ALTERNATE -> "the server sends to another one";
          default -> "the server refused";
        };
    return advice + " [" + error + "]";
  }
}
