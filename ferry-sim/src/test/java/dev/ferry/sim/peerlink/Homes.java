package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.Chain;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Paces;
import dev.ferry.peerlink.PeerDoor;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.files.Acquaintances;
import dev.ferry.peerlink.files.PeerLinkNegotiation;
import dev.ferry.port.OfferLog;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimVault;
import dev.ferry.transfer.Device;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Devices without a server that send each other files. All are contacts of all, until somebody is
 * not any more. When it is closed, no partial file and no reading may be open.
 */
final class Homes implements AutoCloseable {
  private static final long HOUR = 3600 * Street.SECOND;

  /** What happens between two of them. */
  @FunctionalInterface
  interface Play {
    void act(Home alice, Home bob) throws Exception;
  }

  /** How they exchange files. */
  @FunctionalInterface
  interface Manner {
    Negotiation open(
        World world, PeerLinks links, Chain own, Acquaintances known, Arrival.Desk desk);
  }

  private final SimWorld world;
  private final Manner manner;
  private final Street street;
  private final List<Folks> all;
  private final List<Home> homes = new ArrayList<>();
  private final List<SimFile> files = new ArrayList<>();
  private final Set<AccountId> strangers = new HashSet<>();

  Homes(SimWorld world, Folks... all) throws Exception {
    this(world, PeerLinkNegotiation::open, all);
  }

  Homes(SimWorld world, Manner manner, Folks... all) throws Exception {
    this.world = world;
    this.manner = manner;
    this.street = new Street(world);
    this.all = List.of(all);
    world.watch(() -> files.stream().flatMap(f -> f.readers().stream()).toList());
  }

  static void in(SimWorld world, Play play) throws Exception {
    in(world, PeerLinkNegotiation::open, play);
  }

  static void in(SimWorld world, Manner manner, Play play) throws Exception {
    try (Homes homes = new Homes(world, manner, Folks.ALICE, Folks.BOB)) {
      play.act(homes.join("alice", Folks.ALICE), homes.join("bob", Folks.BOB));
    }
  }

  static void underSeeds(int seeds, Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, play));
  }

  Home join(String name, Folks who) throws Exception {
    return join(name, who, OfferLog.none());
  }

  Home join(String name, Folks who, OfferLog log) throws Exception {
    return join(name, who, log, links -> {});
  }

  /** Somebody whose channels are taken by another before the device can. */
  Home joinBareHanded(String name, Folks who, Consumer<PeerLinks> first) throws Exception {
    return join(name, who, OfferLog.none(), first);
  }

  private Home join(String name, Folks who, OfferLog log, Consumer<PeerLinks> first)
      throws Exception {
    PeerDoor door = street.door(name, who, all.toArray(Folks[]::new));
    PeerLinks links = PeerLinks.open(door, who.chain().device(), world.tasks());
    first.accept(links);
    World here = world.host("files of " + name, "10.1.0." + (homes.size() + 1));
    TaskScope below = new TaskScope(world.tasks());
    below.own(links);
    SimVault vault = new SimVault(world.tasks());
    world.watch(vault::open);
    Device ferry =
        new Device(
            here,
            below,
            log,
            new Keeping(log, who.chain().account()),
            Paces.free(world.tasks()),
            desk -> manner.open(here, links, who.chain(), known(), desk));
    Home home = new Home(this, name, who, links, ferry, vault);
    homes.add(home);
    return home;
  }

  private Acquaintances known() {
    return new Acquaintances() {
      @Override
      public List<Chain> devices(AccountId account, long deadline) {
        return all.stream().map(Folks::chain).filter(c -> c.account().equals(account)).toList();
      }

      @Override
      public List<AccountId> contacts() {
        return all.stream()
            .map(f -> f.chain().account())
            .distinct()
            .filter(this::isContact)
            .toList();
      }

      @Override
      public boolean isContact(AccountId account) {
        return !strangers.contains(account);
      }
    };
  }

  /** Nobody wants to hear of them any more. */
  void forget(Folks who) {
    strangers.add(who.chain().account());
  }

  SimWorld world() {
    return world;
  }

  /** A file to send; files of the same size are the same. */
  SimFile file(String name, long size) {
    SimFile file = SimFile.generated(world.tasks(), name, size, size);
    files.add(file);
    return file;
  }

  void sleep(double seconds) throws InterruptedException {
    world.tasks().sleep((long) (seconds * Street.SECOND));
  }

  /** A deadline in an hour, which only what hangs reaches. */
  long soon() {
    return world.tasks().in(HOUR);
  }

  @Override
  public void close() throws Exception {
    homes.forEach(h -> h.ferry().close());
    for (Home home : homes) {
      assertThat(home.ferry().transfers())
          .allMatch(t -> t.state() instanceof dev.ferry.TransferState.Ended);
    }
    street.close();
  }
}
