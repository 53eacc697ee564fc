package dev.ferry.ice.turn;

import dev.ferry.ice.stun.AddressFamily;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What is asked of a server on the control connection. */
sealed interface Ask {
  /** An address to relay from. */
  record Allocate(AddressFamily family) implements Ask {}

  /**
   * To keep the allocation.
   *
   * @param seconds for how long; 0 gives it up
   */
  record Refresh(long seconds) implements Ask {}

  /** To let this host in. */
  record Permit(InetAddress peer) implements Ask {}

  /** To connect to a peer. */
  record Connect(InetSocketAddress peer) implements Ask {}
}
