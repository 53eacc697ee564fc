package dev.ferry.ice;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * A connection on which checks are made, whoever opened it. Immutable.
 *
 * @param id the number that events and effects name it by
 * @param pair of those that came in from an unknown place only once the peer has proved itself
 * @param base our port
 * @param from the other end as seen from here
 * @param heard whether the peer's check came and was answered
 * @param nominated whether the peer has nominated it
 */
public record Wire(
    int id,
    OptionalInt pair,
    InetSocketAddress base,
    InetSocketAddress from,
    Check check,
    boolean heard,
    boolean nominated) {
  /** How long a question waits where the peer has not said anything yet. */
  static final long BEGINNING = 60_000_000_000L;

  /** How our own check on it stands. */
  public enum Check {
    NONE,
    SENT,
    ANSWERED,

    /** The one that nominates was sent. */
    NOMINATING
  }

  static Wire fresh(int id, OptionalInt pair, InetSocketAddress base, InetSocketAddress from) {
    return new Wire(id, pair, base, from, Check.NONE, false, false);
  }

  /**
   * How long our check waits for its answer. A peer's system takes connections before the peer
   * itself looks at them, which it does when our acknowledgement has come; until then a new one
   * would not be answered either.
   */
  long patience() {
    return heard ? Checks.ANSWERING : BEGINNING;
  }

  Wire of(int known) {
    return new Wire(id, OptionalInt.of(known), base, from, check, heard, nominated);
  }

  Wire become(Check other) {
    return new Wire(id, pair, base, from, other, heard, nominated);
  }

  Wire heard(boolean nominating) {
    return new Wire(id, pair, base, from, check, true, nominated || nominating);
  }

  /** Whether the peer has answered a check of ours on it (RFC 8445 7.2.5.3.2). */
  boolean isValid() {
    return check == Check.ANSWERED || check == Check.NOMINATING;
  }
}
