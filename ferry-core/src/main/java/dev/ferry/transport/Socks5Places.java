package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.port.Randomness;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where this device can be met: a listener at each of its addresses, and the proxies it knows.
 * Whoever has the record owns the listeners.
 *
 * @param message what the peer is told
 * @param listeners by the {@code cid} of their candidates
 */
record Socks5Places(Socks5Message.Candidates message, Map<String, Socks5Listener> listeners) {
  private static final System.Logger LOG = System.getLogger(Socks5Places.class.getName());
  private static final int MOST_LISTENERS = 16;
  private static final int MOST_PROXIES = 4;

  /**
   * The local preference of the first candidate of a kind; the next ones have less. Above 0,
   * Gajim's, and 32768, Dino's: two nominated candidates of one priority are settled by the
   * initiator's choice (XEP-0260 2.4), but Dino takes that for the initiator's candidate, so with
   * it a tie would end on two connections.
   */
  private static final int PREFERENCE = 49_152;

  Socks5Places {
    listeners = Map.copyOf(listeners);
  }

  /** Listens where the context allows direct ways, and lists the proxies where it allows them. */
  static Socks5Places gather(TransportContext context, String sid, List<Socks5Proxy> proxies) {
    String self = context.self().toString();
    String peer = context.peer().toString();
    String destination = Socks5Handshake.destination(sid, self, peer);
    // Some clients hash the JIDs in the order of the session, whoever's candidate it is.
    var expected = Set.of(destination, Socks5Handshake.destination(sid, peer, self));
    Map<String, Socks5Listener> listeners =
        context.allowed().contains(Route.DIRECT)
            ? listen(context, expected)
            : new LinkedHashMap<>();
    List<Socks5Candidate> candidates = new ArrayList<>();
    listeners.forEach((cid, listener) ->
        candidates.add(direct(cid, listener, candidates.size(), context.self())));
    if (context.allowed().contains(Route.PROXY)) {
      candidates.addAll(relayed(proxies, context.world().random()));
    }
    return new Socks5Places(
        new Socks5Message.Candidates(
            sid, Socks5Message.Mode.TCP, Optional.of(destination), candidates),
        listeners);
  }

  private static Map<String, Socks5Listener> listen(
      TransportContext context, Set<String> expected) {
    World world = context.world();
    Map<String, Socks5Listener> listeners = new LinkedHashMap<>();
    for (InetAddress address : listenable(world)) {
      try {
        var listener =
            Socks5Listener.open(
                world, new InetSocketAddress(address, 0), expected, context.layer());
        listeners.put(world.random().token(8), listener);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "cannot listen at " + address, e);
      }
    }
    return listeners;
  }

  /** The addresses at which it makes sense to listen. */
  static List<InetAddress> listenable(World world) {
    return world.network().local().stream()
        .filter(Socks5Places::isUseful)
        .limit(MOST_LISTENERS)
        .toList();
  }

  /** An IPv6 link-local address means nothing without the interface's name. */
  private static boolean isUseful(InetAddress address) {
    boolean linkLocalV6 = address instanceof Inet6Address && address.isLinkLocalAddress();
    return !linkLocalV6 && !address.isAnyLocalAddress() && !address.isMulticastAddress();
  }

  private static Socks5Candidate direct(String cid, Socks5Listener listener, int rank, Jid self) {
    InetSocketAddress at = listener.address();
    var type = Socks5Candidate.Type.DIRECT;
    return new Socks5Candidate(
        cid,
        AddressText.of(at.getAddress()),
        self,
        at.getPort(),
        type.priority(PREFERENCE - rank),
        type);
  }

  private static List<Socks5Candidate> relayed(List<Socks5Proxy> proxies, Randomness random) {
    var type = Socks5Candidate.Type.PROXY;
    List<Socks5Candidate> candidates = new ArrayList<>();
    for (Socks5Proxy proxy : proxies.subList(0, Math.min(MOST_PROXIES, proxies.size()))) {
      candidates.add(
          new Socks5Candidate(
              random.token(8),
              proxy.host(),
              proxy.jid(),
              proxy.port(),
              type.priority(PREFERENCE - candidates.size()),
              type));
    }
    return candidates;
  }

  List<Socks5Candidate> candidates() {
    return message.candidates();
  }

  /** What may be connected to, seen from here. */
  AddressRule rule(World world) {
    return new AddressRule(
        world.network().local(), listeners.values().stream().map(Socks5Listener::address).toList());
  }
}
