package dev.ferry.io.xmpp;

import java.io.IOException;

/** Why an XMPP account cannot be used now; the message says what failed and what to do. */
public final class SignInException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of thing went wrong. */
  public enum Kind {
    UNKNOWN_HOST,
    UNREACHABLE,
    NOT_TRUSTED,
    NO_TLS,
    WRONG_PASSWORD,
    REFUSED,
    NO_ANSWER,
    FAILED
  }

  private final Kind kind;

  public SignInException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SignInException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
