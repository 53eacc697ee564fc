package dev.ferry.dht.node;

/** The DHT did not do what was wanted; the message says why and what to do next. */
public final class DhtException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** No node answers: none is known, or the network carries no datagrams. */
    NO_NODE,
    /** Nodes answer, but none took the value. */
    NOT_STORED,
    /** There was not enough time. */
    TIMED_OUT,
    /** The node here was closed. */
    CLOSED
  }

  private final Reason reason;

  public DhtException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
