package dev.ferry.ice.server;

import dev.ferry.ice.stun.ErrorCode;
import java.io.IOException;

/** A server answered, and the answer was no. */
public final class ServerRefusal extends IOException {
  private static final long serialVersionUID = 1;

  private final int code;

  /**
   * @param what what was asked, with the server's name
   */
  public ServerRefusal(String what, ErrorCode error) {
    super(what + ": " + meaning(error));
    this.code = error.code();
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
          default -> "the server refused";
        };
    return advice + " [" + error + "]";
  }
}
