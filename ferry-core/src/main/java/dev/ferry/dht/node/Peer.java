package dev.ferry.dht.node;

import dev.ferry.dht.wire.Contact;

/** Another node, and what we know of its health. Of one task; times in nanoseconds. */
final class Peer {
  private static final long MINUTE = 60_000_000_000L;

  /** A node that has not been heard for so long is doubted. */
  static final long FRESH = 10 * MINUTE;

  /** A node must have answered us within this time to be handed on to others. */
  static final long TRUSTED = 120 * MINUTE;

  private static final long PING_PAUSE = MINUTE;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Contact contact;
  private long heard = NEVER;
  private long answered = NEVER;
  private long pinged = NEVER;
  private boolean expired;

  Peer(Contact contact) {
    this.contact = contact;
  }

  Contact contact() {
    return contact;
  }

  void heard(long now) {
    heard = now;
    expired = false;
  }

  void answered(long now) {
    heard(now);
    answered = now;
  }

  /** It did not answer although it was asked several times. */
  void expire() {
    expired = true;
  }

  void pinged(long now) {
    pinged = now;
  }

  boolean pingedSince(long time) {
    return pinged >= time;
  }

  /** Answers, and may be handed on to others. */
  boolean isGood(long now) {
    return !expired && now - answered < TRUSTED && now - heard < FRESH;
  }

  /** Whether nothing came from it for so long, and it was not pinged for that lately. */
  boolean isQuiet(long now, long duration) {
    return now - heard > duration && now - pinged > PING_PAUSE;
  }

  boolean isExpired() {
    return expired;
  }

  boolean hasAnswered() {
    return answered != NEVER;
  }
}
