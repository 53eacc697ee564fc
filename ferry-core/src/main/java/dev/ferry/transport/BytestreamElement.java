package dev.ferry.transport;

import dev.ferry.stanza.Jid;
import java.util.List;
import java.util.Optional;

/** What two clients say of a SOCKS5 bytestream without Jingle (XEP-0065 5 and 6). Immutable. */
public sealed interface BytestreamElement {
  /**
   * The requester names the places where it can be met.
   *
   * @param dstaddr the destination to ask for there, when the requester names it
   * @param hosts in the requester's order
   */
  record Streamhosts(
      String sid, Socks5Message.Mode mode, Optional<String> dstaddr, List<Streamhost> hosts)
      implements BytestreamElement {
    public Streamhosts {
      hosts = List.copyOf(hosts);
    }
  }

  /** The target has connected to the place that {@code jid} runs. */
  record StreamhostUsed(String sid, Jid jid) implements BytestreamElement {}

  /** The requester asks a proxy to let the bytes through to the target. */
  record Activate(String sid, Jid target) implements BytestreamElement {}
}
