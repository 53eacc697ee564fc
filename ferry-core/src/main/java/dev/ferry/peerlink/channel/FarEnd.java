package dev.ferry.peerlink.channel;

import java.util.Optional;

/** What is known of the peer on a connection. Guarded by the monitor of its {@link ChannelLink}. */
final class FarEnd {
  private Optional<LinkPacket.Version> version = Optional.empty();
  private boolean heard;
  private boolean spoken;
  private boolean sent;

  /** Anything came. */
  void spoke() {
    heard = true;
    spoken = true;
  }

  /** Its first word counts. */
  void is(LinkPacket.Version said) {
    version = Optional.of(version.orElse(said));
  }

  /** Bytes of a channel went to it. */
  void sent() {
    sent = true;
  }

  boolean knowsCredit() {
    return version.filter(v -> v.credit() > 0).isPresent();
  }

  /** How many bytes of a new channel may be sent to it. */
  long credit() {
    return knowsCredit() ? version.orElseThrow().credit() : Long.MAX_VALUE;
  }

  /** Whether it has spoken and gives channels no credit: it is none of us. */
  boolean isForeign() {
    return spoken && !knowsCredit();
  }

  /** Whether it answers when it is asked whether it is there. */
  boolean answersBeacons() {
    return version.filter(v -> v.version() > 0).isPresent();
  }

  /** Whether anything came since this was last asked. */
  boolean wasHeard() {
    boolean was = heard;
    heard = false;
    sent &= !was;
    return was;
  }

  /** Whether bytes of channels that were sent since something came may still be on their way. */
  boolean isBusy() {
    return sent;
  }
}
