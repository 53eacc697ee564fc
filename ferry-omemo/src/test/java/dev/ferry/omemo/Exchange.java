package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Encrypt;
import dev.ferry.EndReason.Completed;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.XmppDevice;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimVault;
import dev.ferry.sim.key.SimRecords;
import dev.ferry.sim.xmpp.PersonalNodes;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.sim.xmpp.Socks5Proxy;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two whole devices on a server with a proxy, which can encrypt with OMEMO and with nothing else.
 * Used by one task; when it is closed nothing may be left of anybody.
 */
final class Exchange implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
  private static final String PROXY = "192.0.2.250";

  /** Making keys takes longer than all the rest, so that each run has the same. */
  private static final Map<String, Map<String, String>> MADE = new ConcurrentHashMap<>();

  private final SimWorld world;
  private final SimXmpp server;
  private final PersonalNodes nodes;
  private final Socks5Proxy proxy;
  private final List<SimFile> files = new ArrayList<>();
  private final Map<String, SimRecords> records = new ConcurrentHashMap<>();
  private final SimVault vault;
  private Ferry alice;
  private Ferry bob;
  private int hosts;

  private Exchange(SimWorld world) throws Exception {
    this.world = world;
    this.server = new SimXmpp(world.tasks(), "example.org", world::log);
    this.nodes = server.keepNodes();
    server.latency(5_000_000);
    var at = new InetSocketAddress(InetAddress.ofLiteral(PROXY), 1080);
    this.proxy =
        new Socks5Proxy(
            world.tasks(), world.network().host("proxy", PROXY), at, Jid.of("proxy.example.org"));
    server.add(proxy);
    this.vault = new SimVault(world.tasks());
    world.watch(server::open);
    world.watch(() -> files.stream().flatMap(f -> f.readers().stream()).toList());
    world.watch(() -> vault.leftovers().stream().map(Object::toString).toList());
    this.alice = open("alice");
    this.bob = open("bob");
  }

  /** What happens between the two. */
  @FunctionalInterface
  interface Play {
    void act(Exchange exchange) throws Exception;
  }

  static void underSeeds(int seeds, Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, play));
  }

  static void in(SimWorld world, Play play) throws Exception {
    try (Exchange exchange = new Exchange(world)) {
      play.act(exchange);
    }
  }

  private Ferry open(String name) throws InterruptedException {
    return open(name, name);
  }

  private Ferry open(String name, String keys) throws InterruptedException {
    hosts++;
    SimRecords kept = records.computeIfAbsent(keys, k -> prepared(name, k));
    return XmppDevice.open(
        world.host(name + hosts, "192.0.2." + hosts),
        server.connect(Jid.of(name + "@example.org/ferry")),
        XmppSettings.standard().with(new Omemo(kept)),
        Optional.empty());
  }

  private SimRecords prepared(String name, String whose) {
    SimRecords kept = new SimRecords();
    kept.restore(
        MADE.computeIfAbsent(
            whose,
            _ -> {
              int device = 1000 + whose.length();
              String keys = OwnKeys.make(device, world.tasks().timeOfDay()).write();
              return Map.of("own." + name + "@example.org", keys);
            }));
    return kept;
  }

  /** Both go offline and come back. */
  void restart() throws InterruptedException {
    alice.close();
    bob.close();
    alice = open("alice");
    bob = open("bob");
  }

  /** Bob goes back to what his disk held before he and Alice had anything to do with each other. */
  void breakSession() throws InterruptedException {
    settle();
    records("bob").restore(Objects.requireNonNull(MADE.get("bob")));
    restart();
    settle();
  }

  /** In Bob's place there is another device of his, of which nobody else has been told yet. */
  void anotherBobUnheardOf() throws InterruptedException {
    settle();
    bob.close();
    boolean[] told = {false};
    server.rule((_, stanza) -> {
      told[0] |= stanza.first(c -> isAction(c, "session-initiate")).isPresent();
      boolean list = !told[0] && publishes(stanza);
      return list ? new Rule.Verdict.Drop() : new Rule.Verdict.Pass();
    });
    bob = open("bob", "bob's other");
    world.tasks().sleep(60 * SECOND);
  }

  private static boolean publishes(Xml stanza) {
    return stanza
        .child("pubsub", "http://jabber.org/protocol/pubsub")
        .flatMap(p -> p.first(c -> c.name().equals("publish")))
        .filter(p -> p.attribute("node").filter(DeviceList.NODE::equals).isPresent())
        .isPresent();
  }

  private static boolean isAction(Xml jingle, String action) {
    return jingle.attribute("action").filter(action::equals).isPresent();
  }

  /** The envelopes that went over the server. */
  List<Xml> envelopes() {
    return server.passages().stream()
        .flatMap(p -> p.stanza().children().stream())
        .filter(c -> isAction(c, "session-initiate"))
        .flatMap(jingle -> jingle.children().stream())
        .flatMap(content -> content.child("security", "urn:xmpp:jingle:jet:0").stream())
        .flatMap(security -> security.child("encrypted", Wire.NAMESPACE).stream())
        .toList();
  }

  /** Everything of this kind is lost. */
  Rule dropping(String kind) {
    return (_, stanza) ->
        stanza.name().equals(kind) ? new Rule.Verdict.Drop() : new Rule.Verdict.Pass();
  }

  /** Alice offers a file to Bob, who is not asked yet. */
  Transfer offer(long size, Route... via) {
    SimFile file =
        SimFile.generated(world.tasks(), "song.ogg", size, size + files.size())
            .modified(THEN.plusSeconds(files.size()));
    files.add(file);
    SendOptions how =
        SendOptions.standard().encrypt(Encrypt.REQUIRED).keepTrying(Duration.ofMinutes(10));
    return alice.send(bob.self(), file, via.length == 0 ? how : how.via(List.of(via)));
  }

  /** What Bob is offered next and is not over, if anything is within an hour. */
  Optional<IncomingOffer> arrives() throws InterruptedException {
    Optional<IncomingOffer> next = bob.nextOffer(world.tasks().in(HOUR));
    while (next.filter(o -> o.transfer().state() instanceof Ended).isPresent()) {
      next = bob.nextOffer(world.tasks().in(HOUR));
    }
    return next;
  }

  /** Alice sends a file, Bob takes it, and both end well; answers what both said of it. */
  List<Assurance> complete(long size, Route... via) throws InterruptedException {
    int before = vault.received().size();
    Transfer out = offer(size, via);
    IncomingOffer offer = arrives().orElseThrow();
    offer.accept(vault);
    List<Assurance> said = List.of(assurance(out), assurance(offer.transfer()));
    for (Transfer each : List.of(out, offer.transfer())) {
      Ended end = each.await();
      assertThat(end.reason()).isInstanceOf(Completed.class);
      if (via.length > 0) {
        assertThat(end.route()).contains(via[0]);
      }
    }
    assertThat(vault.received()).hasSize(before + 1);
    assertThat(vault.received().getLast().sha256()).isEqualTo(files.getLast().sha256());
    return said;
  }

  private Assurance assurance(Transfer transfer) throws InterruptedException {
    TransferState seen = transfer.state();
    while (!(seen instanceof Flowing) && !(seen instanceof Ended)) {
      seen = transfer.next(seen, world.tasks().in(HOUR)).orElseThrow();
    }
    assertThat(seen).isInstanceOf(Flowing.class);
    return ((Flowing) seen).assurance();
  }

  /** The devices and keys at the server. */
  PersonalNodes nodes() {
    return nodes;
  }

  SimXmpp server() {
    return server;
  }

  SimRecords records(String name) {
    return records.computeIfAbsent(name, n -> prepared(n, n));
  }

  SimVault vault() {
    return vault;
  }

  Ferry alice() {
    return alice;
  }

  Ferry bob() {
    return bob;
  }

  void settle() throws InterruptedException {
    world.tasks().sleep(10 * SECOND);
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
    proxy.close();
  }
}
