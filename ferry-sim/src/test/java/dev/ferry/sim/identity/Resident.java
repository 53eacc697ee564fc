package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.assembly.AccountDevice;
import dev.ferry.assembly.AccountSettings;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Archive;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Standing.Event;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.file.SimVault;
import dev.ferry.sim.key.SimRecords;
import dev.ferry.sync.Notebook;
import dev.ferry.sync.Notes;
import dev.ferry.sync.SharedOffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A device of an account without a server on a computer of its own, which comes and goes. */
final class Resident {
  static final String FIRST = "10.0.0.1";

  private static final long SECOND = 1_000_000_000;

  final SimWorld world;
  final World host;
  final Made made;
  final IdentityStore store;
  final SimOfferLog log;
  final SimVault vault;

  /** What came of the requests of others, as its device told it. */
  final List<Outcome> told = new ArrayList<>();

  private final String address;

  Resident(SimWorld world, String name, String address, Archive account, OwnDevice device) {
    this.world = world;
    this.address = address;
    this.host = world.host(name, address);
    this.made = new Made(account, device);
    this.store = new IdentityStore(new SimRecords(), host.random());
    this.log = new SimOfferLog(host.tasks());
    this.vault = new SimVault(host.tasks());
  }

  /** The node that all of them begin with. */
  static DhtNode first(SimWorld world) throws Exception {
    return node(world.host("first", FIRST), FIRST, List.of());
  }

  private static DhtNode node(World host, String address, List<String> others) throws Exception {
    var at = new InetSocketAddress(InetAddress.ofLiteral(address), Surroundings.DEFAULT_PORT);
    return DhtNode.start(
        host, NodeConfig.full(host.random()), Surroundings.at(at, others), NodeMemory.none());
  }

  static Resident alice(SimWorld world) {
    return alice(world, "10.0.0.2");
  }

  static Resident alice(SimWorld world, String address) {
    Archive account = Cast.alice(world.tasks().timeOfDay());
    OwnDevice device = Cast.laptop(account, world.tasks().timeOfDay());
    return new Resident(world, "alice", address, account, device);
  }

  static Resident bob(SimWorld world) {
    return bob(world, "10.0.0.3");
  }

  static Resident bob(SimWorld world, String address) {
    Archive account = Cast.bob(world.tasks().timeOfDay());
    OwnDevice device = Cast.bobs(account, world.tasks().timeOfDay());
    return new Resident(world, "bob", address, account, device);
  }

  /** A node of its own in the DHT. */
  DhtNode node() throws Exception {
    return node(host, address, List.of(FIRST));
  }

  /** The device, until it is closed. */
  Ferry online() throws Exception {
    return online(AccountSettings.standard());
  }

  Ferry online(AccountSettings settings) throws Exception {
    return AccountDevice.open(
        host,
        new NodeDht(node(), host.random()),
        store,
        made,
        settings.with(log).telling(told::add).waiting(Duration.ofSeconds(30)));
  }

  AccountId id() {
    return made.device().account();
  }

  Peer.Account account() {
    return Peer.Account.of(id());
  }

  /** Its id as notes have it. */
  String device() {
    return made.device().id().longId();
  }

  Notebook notebook() {
    return new Notebook(store, world.tasks(), made.device());
  }

  Notes notes() {
    try {
      return notebook().notes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<SharedOffer> offers() {
    return SharedOffer.all(notes());
  }

  void knows(Resident other) throws Exception {
    List<Object> deeds = new ArrayList<>(store.on(other.id(), new Event.UserAdded()));
    deeds.addAll(store.on(other.id(), new Event.PeerConfirmed("")));
    assertThat(deeds).isNotEmpty();
  }

  boolean isContactOf(Resident other) {
    try {
      return other.store.contacts().isContact(id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long in(int seconds) {
    return world.tasks().in(seconds * SECOND);
  }

  /** Waits for what comes without anybody's doing. */
  void until(BooleanSupplier come) throws InterruptedException {
    within(600, come);
  }

  /** The same, in so many seconds. */
  void within(int seconds, BooleanSupplier come) throws InterruptedException {
    long end = in(seconds);
    while (!come.getAsBoolean() && world.tasks().now() < end) {
      world.tasks().sleep(SECOND / 2);
    }
    assertThat(come.getAsBoolean()).isTrue();
  }
}
