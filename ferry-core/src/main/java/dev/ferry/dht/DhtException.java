package dev.ferry.dht;

/** Something in the DHT did not come about. Its message says what, where, and what to do next. */
public final class DhtException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why not. */
  public enum Reason {
    /** No node, or no proxy, answered. */
    UNREACHABLE,
    /** Those who answered would not have it. */
    REFUSED,
    /** It was not done when the deadline came. */
    TIMED_OUT,
    /** It is larger than any node would store. */
    TOO_LARGE,
    /** The way into the DHT was closed here. */
    CLOSED
  }

  private final Reason reason;

  public DhtException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public DhtException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
