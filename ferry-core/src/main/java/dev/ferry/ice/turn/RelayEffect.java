package dev.ferry.ice.turn;

import dev.ferry.ice.stun.StunPacket;
import dev.ferry.ice.stun.TransactionId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What an allocation wants done. */
sealed interface RelayEffect {
  /** Find out which request this answers and what it comes to; another event follows. */
  record Judge(StunPacket packet) implements RelayEffect {}

  /** Await that answer no longer; {@link RelayEvent.Unanswered} follows. */
  record GiveUp(TransactionId id) implements RelayEffect {}

  /** Ask the server. */
  record Send(Ask ask) implements RelayEffect {}

  /** Let {@link RelayEvent.RefreshDue} come in so many nanoseconds. */
  record RefreshIn(long nanos) implements RelayEffect {}

  /** Let {@link RelayEvent.PermissionsDue} come in so many nanoseconds. */
  record PermissionsIn(long nanos) implements RelayEffect {}

  /** Tell the user: the relay is there. */
  record TellAllocated(InetSocketAddress relayed, Optional<InetSocketAddress> mapped)
      implements RelayEffect {}

  /** Tell who waits for it: this host is let in, or why not. */
  record TellPermission(InetAddress peer, Optional<String> refusal) implements RelayEffect {}

  /** Tell who waits for it: the server is connected to the peer. */
  record TellConnected(InetSocketAddress peer, long connection) implements RelayEffect {}

  /** Tell who waits for it: the server is not connected to the peer. */
  record TellNotConnected(InetSocketAddress peer, String why) implements RelayEffect {}

  /** Tell who accepts: a peer has connected. */
  record TellAttempt(InetSocketAddress peer, long connection) implements RelayEffect {}
}
