package dev.ferry.port;

import java.io.IOException;

/** A folder or file here cannot do what is needed; the message says what and what to do next. */
public final class VaultException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of thing went wrong. */
  public enum Kind {
    NO_SPACE,
    NOT_WRITABLE,
    UNSAFE,
    FAILED
  }

  private final Kind kind;

  public VaultException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public VaultException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
