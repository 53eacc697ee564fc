package dev.ferry.doctor;

import dev.ferry.ice.server.StunServer;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.ExternalServices;
import dev.ferry.transport.Socks5Proxies;
import dev.ferry.transport.Socks5Proxy;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Presences;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Examines what an account that is signed in has: services of its server, devices of a peer. */
public final class AccountExamination {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long PATIENCE = 5 * SECOND;
  private static final String FILES = "urn:xmpp:jingle:apps:file-transfer:5";
  private static final String OLD_FILES = "http://jabber.org/protocol/si/profile/file-transfer";

  /** The transports of files, by the features that say them. */
  private static final Map<String, String> TRANSPORTS =
      Map.of(
          "urn:xmpp:jingle:transports:ice:0", "ice",
          "urn:xmpp:jingle:transports:s5b:1", "socks5",
          "urn:xmpp:jingle:transports:ibb:1", "in-band");

  private final World world;
  private final IqRouter router;
  private final Presences presences;
  private final Disco disco;

  /**
   * @param router runs already
   */
  public AccountExamination(World world, IqRouter router) {
    this.world = world;
    this.router = router;
    this.presences = new Presences(world.tasks(), router);
    this.disco = new Disco(world.tasks(), router, presences);
  }

  /** The STUN and TURN servers that the account's server names (XEP-0215). */
  public List<StunServer> servers() throws InterruptedException {
    return new ExternalServices(world.tasks(), router, List.of()).find(soon());
  }

  /** The proxies that the account's server names (XEP-0065), each tried. */
  public List<Fact> proxies() throws InterruptedException {
    List<Socks5Proxy> proxies =
        new Socks5Proxies(world.tasks(), router, disco, List.of()).find(soon());
    List<Fact> facts = new ArrayList<>();
    for (Socks5Proxy proxy : proxies) {
      facts.add(tried(proxy));
    }
    return facts.isEmpty() ? List.of(new Fact.NoProxy()) : facts;
  }

  private Fact tried(Socks5Proxy proxy) throws InterruptedException {
    String place = proxy.host() + ":" + proxy.port();
    long start = world.tasks().now();
    try {
      InetAddress address = world.network().resolve(proxy.host()).getFirst();
      world.network().connect(new InetSocketAddress(address, proxy.port()), soon()).close();
      return new Fact.ProxyAnswers(proxy.jid(), place, since(start));
    } catch (IOException e) {
      return new Fact.ProxyFails(proxy.jid(), place, Examination.words(e));
    }
  }

  /**
   * The devices of a peer that can be seen, or the one that is named whole. Shows our own presence,
   * since others show theirs only then.
   */
  public List<Fact> peer(Jid peer) throws InterruptedException {
    List<Jid> devices = peer.isFull() ? List.of(peer) : devices(peer);
    List<Fact> facts = new ArrayList<>();
    for (Jid device : devices) {
      long start = world.tasks().now();
      Optional<DiscoInfo> info = disco.info(device, soon());
      info.ifPresent(i -> facts.add(device(device, i.features(), since(start))));
    }
    return facts.isEmpty() ? List.of(new Fact.PeerUnseen(peer)) : facts;
  }

  private List<Jid> devices(Jid peer) throws InterruptedException {
    router.send(Xml.of("presence", Iq.NAMESPACE));
    presences.awaitOther(peer, Set.of(), soon());
    return presences.resources(peer);
  }

  private static Fact device(Jid device, Set<String> features, long millis) {
    List<String> transports =
        TRANSPORTS.entrySet().stream()
            .filter(t -> features.contains(t.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    boolean takesFiles = features.contains(FILES) || features.contains(OLD_FILES);
    return new Fact.PeerDevice(device, takesFiles, transports, millis);
  }

  private long soon() {
    return world.tasks().in(PATIENCE);
  }

  private long since(long start) {
    return (world.tasks().now() - start) / MILLI;
  }
}
