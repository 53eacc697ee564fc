package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Standing.Away;
import dev.ferry.Standing.Reachable;
import dev.ferry.Transfer;
import dev.ferry.assembly.AccountDevice;
import dev.ferry.assembly.AccountSettings;
import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.dht.value.Value;
import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.TcpType;
import dev.ferry.ice.meeting.Description;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.identity.Standing.Event;
import dev.ferry.peerlink.ConnectRequest;
import dev.ferry.port.Listener;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimVault;
import dev.ferry.sim.key.SimRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices of accounts without a server, from their requests to their files. */
class AccountDeviceTest {
  private static final System.Logger LOG = System.getLogger(AccountDeviceTest.class.getName());
  private static final int SEEDS = 2;
  private static final String FIRST = "10.0.0.1";

  /** Somebody with a computer of their own, and what their device told them. */
  private record Somebody(World host, Made made, IdentityStore store, List<Outcome> told) {
    static Somebody at(SimWorld world, String name, String address, Made made) {
      World host = world.host(name, address);
      return new Somebody(
          host, made, new IdentityStore(new SimRecords(), host.random()), new ArrayList<>());
    }

    AccountId id() {
      return made.device().account();
    }

    Ferry online(AccountSettings settings) throws Exception {
      DhtNode node = node(host);
      return AccountDevice.open(
          host,
          new NodeDht(node, host.random()),
          store,
          made,
          settings.telling(told::add).waiting(Duration.ofSeconds(30)));
    }

    Ferry online() throws Exception {
      return online(AccountSettings.standard());
    }

    void has(AccountId contact) throws Exception {
      assertThat(store.on(contact, new Event.UserAdded())).isNotEmpty();
      assertThat(store.on(contact, new Event.PeerConfirmed(""))).isNotEmpty();
    }
  }

  private static Somebody alice(SimWorld world) {
    var account = Cast.alice(world.tasks().timeOfDay());
    var device = Cast.laptop(account, world.tasks().timeOfDay());
    return Somebody.at(world, "alice", "10.0.0.2", new Made(account, device));
  }

  private static Somebody bob(SimWorld world) {
    var account = Cast.bob(world.tasks().timeOfDay());
    var device = Cast.bobs(account, world.tasks().timeOfDay());
    return Somebody.at(world, "bob", "10.0.0.3", new Made(account, device));
  }

  private static DhtNode node(World host) throws Exception {
    InetAddress address = host.network().local().getFirst();
    var at = new InetSocketAddress(address, Surroundings.DEFAULT_PORT);
    return DhtNode.start(
        host,
        NodeConfig.full(host.random()),
        Surroundings.at(at, List.of(FIRST)),
        NodeMemory.none());
  }

  private static DhtNode first(SimWorld world) throws Exception {
    World host = world.host("first", FIRST);
    var at = new InetSocketAddress(InetAddress.ofLiteral(FIRST), Surroundings.DEFAULT_PORT);
    return DhtNode.start(
        host, NodeConfig.full(host.random()), Surroundings.at(at, List.of()), NodeMemory.none());
  }

  private static long in(SimWorld world, int seconds) {
    return world.tasks().in(Duration.ofSeconds(seconds).toNanos());
  }

  private static void awaitContact(SimWorld world, Somebody who, AccountId contact)
      throws Exception {
    long end = in(world, 60);
    while (!who.store().contacts().isContact(contact) && world.tasks().now() < end) {
      world.tasks().sleep(Duration.ofMillis(100).toNanos());
    }
    assertThat(who.store().contacts().isContact(contact)).isTrue();
  }

  @Test
  void twoThatAskEachOtherAreContactsAndSendAFile() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Somebody alice = alice(world);
          Somebody bob = bob(world);
          assertThat(alice.store().on(bob.id(), new Event.UserAdded())).isNotEmpty();
          assertThat(bob.store().on(alice.id(), new Event.UserAdded())).isNotEmpty();
          try (DhtNode first = first(world);
              Ferry bobs = bob.online();
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            awaitContact(world, alice, bob.id());
            awaitContact(world, bob, alice.id());

            SimFile file = SimFile.generated(alice.host().tasks(), "song", 300_000, 5);
            Transfer sent = alices.send(Peer.Account.of(bob.id()), file, SendOptions.standard());
            IncomingOffer offer = bobs.nextOffer(in(world, 60)).orElseThrow();
            assertThat(offer.fromContact()).isTrue();
            SimVault vault = new SimVault(bob.host().tasks());
            offer.accept(vault);

            assertThat(sent.await().reason()).isInstanceOf(EndReason.Completed.class);
            assertThat(offer.transfer().await().stored()).isPresent();
            assertThat(vault.received().getFirst().sha256()).isEqualTo(file.sha256());
          }
        });
  }

  @Test
  void whoIsNoContactReachesNobody() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Somebody alice = alice(world);
          Somebody bob = bob(world);
          // Bob has taken Alice off his list; she does not know.
          alice.has(bob.id());
          try (DhtNode first = first(world);
              Ferry bobs = bob.online();
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            SimFile file = SimFile.generated(alice.host().tasks(), "song", 1000, 5);
            Transfer sent =
                alices.send(
                    Peer.Account.of(bob.id()),
                    file,
                    SendOptions.standard().keepTrying(Duration.ZERO));

            assertThat(sent.await().reason()).isInstanceOf(EndReason.Unreachable.class);
            assertThat(bobs.transfers()).isEmpty();
          }
        });
  }

  @Test
  void aDeviceThatDoesNotAnswerLeavesThatToAnother() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Somebody alice = alice(world);
          Somebody bob = bob(world);
          alice.has(bob.id());
          bob.has(alice.id());
          boolean[] answers = {false};
          try (DhtNode first = first(world);
              Ferry bobs = bob.online(AccountSettings.standard().answering(() -> answers[0]));
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            SimFile file = SimFile.generated(alice.host().tasks(), "song", 1000, 5);
            SendOptions once = SendOptions.standard().keepTrying(Duration.ZERO);

            Transfer early = alices.send(Peer.Account.of(bob.id()), file, once);
            assertThat(early.await().reason()).isInstanceOf(EndReason.Unreachable.class);
            answers[0] = true;
            Transfer later = alices.send(Peer.Account.of(bob.id()), file, once);
            bobs.nextOffer(in(world, 60)).orElseThrow().decline();
            assertThat(later.await().reason()).isInstanceOf(EndReason.Declined.class);
          }
        });
  }

  /**
   * A contact names places where this device is to connect: the LAN is, a cloud's secrets are not.
   */
  @Test
  void aContactDoesNotHaveUsConnectWhereNoDeviceOfItsCanBe() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Somebody alice = alice(world);
          Somebody bob = bob(world);
          alice.has(bob.id());
          List<String> reached = new ArrayList<>();
          try (DhtNode first = first(world);
              Listener _ = reached(world, "cloud", "169.254.169.254", reached);
              Listener _ = reached(world, "nobody's", "240.0.0.1", reached);
              Listener _ = reached(world, "neighbour", "10.0.0.9", reached);
              Ferry alices = alice.online();
              DhtNode node = node(bob.host());
              Dht dht = new NodeDht(node, bob.host().random());
              Publishing _ =
                  Publishing.start(dht, bob.made().device(), Optional.empty(), in(world, 60))) {
            assertThat(first.addresses()).isNotEmpty();
            assertThat(alices.transfers()).isEmpty();
            var places =
                new Description(
                    Credentials.fresh(bob.host().random()),
                    List.of(
                        place("169.254.169.254", 9),
                        place("240.0.0.1", 4),
                        place("127.0.0.1", 8),
                        place("0.0.0.0", 7),
                        place("224.0.0.1", 6),
                        place("10.0.0.9", 5)));
            OwnDevice hers = alice.made().device();
            Value request = Value.clear(new ConnectRequest(7, false, places.text()).body());
            dht.put(
                hers.id().door(),
                bob.made()
                    .device()
                    .owner()
                    .seal(request, hers.chain().deviceKey(), bob.host().random()),
                in(world, 60));
            world.tasks().sleep(Duration.ofSeconds(60).toNanos());
            assertThat(reached).isNotEmpty().containsOnly("neighbour");
          }
        });
  }

  private static Candidate place(String address, int foundation) {
    var at = new InetSocketAddress(InetAddress.ofLiteral(address), 80);
    return new Candidate(
        CandidateType.HOST,
        TcpType.PASSIVE,
        at,
        Integer.toString(foundation),
        2_000_000_000L + foundation,
        Optional.empty());
  }

  /** A service that notes who comes. */
  private static Listener reached(SimWorld world, String name, String address, List<String> reached)
      throws Exception {
    World host = world.host(name, address);
    Listener service =
        host.network().listen(new InetSocketAddress(InetAddress.ofLiteral(address), 80));
    host.tasks()
        .fork(
            "service of " + name,
            () -> {
              try {
                while (true) {
                  service.accept().stream().close();
                  reached.add(name);
                }
              } catch (IOException closed) {
                LOG.log(System.Logger.Level.DEBUG, "nobody comes any more", closed);
              }
            });
    return service;
  }

  @Test
  void isAwayUntilSomebodyOfTheDhtAnswers() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Somebody alice = alice(world);
          try (Ferry alices = alice.online()) {
            assertThat(alices.standing()).isInstanceOf(Away.class);
            try (DhtNode first = first(world)) {
              assertThat(first.addresses()).isNotEmpty();
              long end = in(world, 300);
              while (!(alices.standing() instanceof Reachable) && world.tasks().now() < end) {
                var unused = alices.nextStanding(alices.standing(), end);
              }
              assertThat(alices.standing()).isEqualTo(new Reachable(alices.self()));
            }
          }
        });
  }

  @Test
  void tellsOfARequestThatComes() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Somebody alice = alice(world);
          Somebody bob = bob(world);
          assertThat(alice.store().on(bob.id(), new Event.UserAdded())).isNotEmpty();
          try (DhtNode first = first(world);
              Ferry bobs = bob.online();
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            assertThat(alices.self()).isNotEqualTo(bobs.self());
            long end = in(world, 60);
            while (bob.told().isEmpty() && world.tasks().now() < end) {
              world.tasks().sleep(Duration.ofMillis(100).toNanos());
            }
            assertThat(bob.told().getFirst().account()).isEqualTo(alice.id());
            assertThat(bob.store().contacts().isContact(alice.id())).isFalse();
          }
        });
  }
}
