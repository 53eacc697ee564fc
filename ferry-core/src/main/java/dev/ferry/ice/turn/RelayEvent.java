package dev.ferry.ice.turn;

import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.ice.stun.TransactionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/** What happens to an allocation. */
sealed interface RelayEvent {
  /** The server sent something. */
  record Heard(StunPacket packet) implements RelayEvent {}

  /** The time for an answer has passed. */
  record Overdue(TransactionId id) implements RelayEvent {}

  /**
   * The server gave us an address.
   *
   * @param mapped our own address as the server sees it
   */
  record Allocated(InetSocketAddress relayed, Optional<InetSocketAddress> mapped, long seconds)
      implements RelayEvent {}

  /** The server keeps the allocation for so long. */
  record Refreshed(long seconds) implements RelayEvent {}

  /** The host is let in now. */
  record Permitted(InetAddress peer) implements RelayEvent {}

  /** The server has connected to a peer. */
  record Connected(InetSocketAddress peer, long connection) implements RelayEvent {}

  /** A peer has connected to the relayed address. */
  record Attempted(InetSocketAddress peer, long connection) implements RelayEvent {}

  /** The server said no, or something that makes no sense. */
  record Refused(Ask ask, ErrorCode error) implements RelayEvent {}

  /** The server did not answer in time. */
  record Unanswered(Ask ask) implements RelayEvent {}

  /** The user wants this host let in. */
  record PermissionWanted(InetAddress peer) implements RelayEvent {}

  /** The user wants a connection to this peer. */
  record ConnectionWanted(InetSocketAddress peer) implements RelayEvent {}

  /** The allocation would end soon. */
  record RefreshDue() implements RelayEvent {}

  /** The permissions would end soon. */
  record PermissionsDue() implements RelayEvent {}

  /** The user needs it no more. */
  record Released() implements RelayEvent {}

  /** The control connection broke. */
  record Lost(String why) implements RelayEvent {
    static Lost by(IOException broken) {
      return new Lost(Objects.toString(broken.getMessage(), "the connection broke"));
    }
  }
}
