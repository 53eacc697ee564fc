package dev.ferry.si;

import dev.ferry.Route;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.IbbTransport;
import dev.ferry.transport.Socks5Transport.ProxyFinder;
import dev.ferry.transport.TransportContext;
import dev.ferry.xmpp.IqRouter;
import java.util.List;

/** What sessions open their streams with. One instance an account; any task may call. */
public record SiStreams(World world, IqRouter router, ProxyFinder proxies, IbbTransport inBand) {
  /** What one session needs to know; whoever sends asks for the stream, and says nothing else. */
  TransportContext context(Jid peer, boolean sending, List<Route> allowed) {
    return new TransportContext(
        world, router, router.self(), peer, sending, sending, allowed, _ -> {});
  }
}
