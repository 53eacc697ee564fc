package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.stanza.Jid;

/**
 * A place where a SOCKS5 server waits for the target of a bytestream (XEP-0065 9.2). Immutable.
 *
 * @param jid who runs the server: the requester itself, or a proxy
 * @param host an address or a host name, as the peer wrote it
 * @param port 1 to 65535
 */
public record Streamhost(Jid jid, String host, int port) {

  /** The route it yields in a stream that {@code requester} asked for. */
  Route route(Jid requester) {
    return jid.equals(requester) ? Route.DIRECT : Route.PROXY;
  }

  /** The same as a candidate for the dialer. */
  Socks5Candidate candidate(Jid requester) {
    var type =
        route(requester) == Route.DIRECT ? Socks5Candidate.Type.DIRECT : Socks5Candidate.Type.PROXY;
    return new Socks5Candidate("", host, jid, port, 0, type);
  }
}
