package dev.ferry.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.SharedPort;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What gets through which NAT. */
class NatsTest {
  private static final long MILLI = 1_000_000;
  private static final long LATENCY = 10 * MILLI;

  /** Two homes behind NATs, and a server that tells who asks it. */
  private record Land(
      SimWorld world,
      SharedPort one,
      SharedPort two,
      InetSocketAddress oneOutside,
      InetSocketAddress twoOutside) {
    /** Connects and answers whether that worked; the other end is let go. */
    boolean reaches(SharedPort from, InetSocketAddress to, long nanos) throws Exception {
      try (ByteStream stream = from.connect(to, world.tasks().in(nanos))) {
        return true;
      } catch (IOException unreached) {
        return false;
      }
    }

    /** Both connect to each other's outside address, the second a little later. */
    List<Boolean> together(long late) throws Exception {
      List<Boolean> outcome = new ArrayList<>(List.of(false, false));
      TaskHandle first =
          world.tasks().fork("first", () -> outcome.set(0, reaches(one, twoOutside, 500 * MILLI)));
      world.tasks().sleep(late);
      TaskHandle second =
          world.tasks().fork("second", () -> outcome.set(1, reaches(two, oneOutside, 500 * MILLI)));
      first.join();
      second.join();
      return outcome;
    }
  }

  @FunctionalInterface
  private interface Life {
    void live(Land land) throws Exception;
  }

  private static void between(NatKind one, NatKind two, Life life) {
    for (long seed = 0; seed < 10; seed++) {
      SimWorld.run(
              seed,
              world -> {
                SimNetwork network = world.network();
                network.usually(Link.WAN.withLatency(LATENCY));
                Network alice = network.host("alice", "192.168.1.10");
                Network bob = network.host("bob", "192.168.2.10");
                Network server = network.host("server", "198.51.100.10");
                network.nats().nat("ra", "198.18.1.2", one);
                network.nats().nat("rb", "198.18.2.2", two);
                network.nats().behind("alice", "ra");
                network.nats().behind("bob", "rb");
                try (Listener listener = server.listen(at("198.51.100.10", 3478));
                    SharedPort here = alice.share(at("192.168.1.10", 0));
                    SharedPort there = bob.share(at("192.168.2.10", 0));
                    ByteStream mine = here.connect(listener.address(), world.tasks().in(SECOND));
                    ByteStream theirs =
                        there.connect(listener.address(), world.tasks().in(SECOND))) {
                  var first = listener.accept();
                  var second = listener.accept();
                  life.live(new Land(world, here, there, first.from(), second.from()));
                  first.stream().close();
                  second.stream().close();
                }
              })
          .check();
    }
  }

  private static final long SECOND = 1000 * MILLI;

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  @Test
  void showTheirOwnAddressAndTheInsidePortIfTheyKeepIt() {
    between(
        NatKind.PORT_RESTRICTED,
        NatKind.PORT_RESTRICTED.remapping(),
        land -> {
          assertThat(land.oneOutside()).isEqualTo(at("198.18.1.2", land.one().address().getPort()));
          assertThat(land.twoOutside().getAddress()).isEqualTo(InetAddress.ofLiteral("198.18.2.2"));
          assertThat(land.twoOutside().getPort()).isNotEqualTo(land.two().address().getPort());
        });
  }

  @Test
  void aFullConeLetsEverybodyIn() {
    between(
        NatKind.FULL_CONE,
        NatKind.SYMMETRIC,
        land -> assertThat(land.reaches(land.two(), land.oneOutside(), SECOND)).isTrue());
  }

  @Test
  void theOthersLetNobodyInWhomTheyHaveNotWrittenTo() {
    for (NatKind kind : List.of(NatKind.RESTRICTED, NatKind.PORT_RESTRICTED, NatKind.SYMMETRIC)) {
      between(
          kind,
          NatKind.FULL_CONE,
          land -> assertThat(land.reaches(land.two(), land.oneOutside(), SECOND)).isFalse());
    }
  }

  @Test
  void twoThatKnockAtOnceGetThrough() {
    NatKind kind = NatKind.PORT_RESTRICTED;
    for (NatKind one : List.of(kind, kind.remapping(), kind.resetting(), NatKind.RESTRICTED)) {
      between(one, kind, land -> assertThat(land.together(0)).containsExactly(true, true));
    }
  }

  @Test
  void aSilentNatForgivesAKnockThatIsLate() {
    between(
        NatKind.PORT_RESTRICTED,
        NatKind.PORT_RESTRICTED,
        land -> assertThat(land.together(90 * MILLI)).containsExactly(true, true));
  }

  @Test
  void aNatThatResetsDoesNotForgiveIt() {
    between(
        NatKind.PORT_RESTRICTED.resetting(),
        NatKind.PORT_RESTRICTED.resetting(),
        land -> assertThat(land.together(90 * MILLI)).containsExactly(false, false));
  }

  @Test
  void aSymmetricOneShowsAnotherPortToEachPlace() {
    between(
        NatKind.SYMMETRIC,
        NatKind.PORT_RESTRICTED,
        land -> assertThat(land.together(0)).containsExactly(false, false));
  }

  @Test
  void aKnockOpensARestrictedOneForEveryPortOfThatAddress() {
    between(
        NatKind.RESTRICTED,
        NatKind.SYMMETRIC,
        land -> {
          TaskHandle knock =
              land.world()
                  .tasks()
                  .fork("knock", () -> land.reaches(land.one(), land.twoOutside(), SECOND));
          land.world().tasks().sleep(50 * MILLI);
          assertThat(land.reaches(land.two(), land.oneOutside(), SECOND)).isTrue();
          knock.join();
        });
  }

  @Test
  void onlyAHairpinReachesItselfByItsOutsideAddress() {
    between(
        NatKind.FULL_CONE,
        NatKind.FULL_CONE.withHairpin(),
        land -> {
          assertThat(land.reaches(land.one(), land.oneOutside(), SECOND)).isFalse();
          try (SharedPort other =
              land.world().network().host("bobs", "192.168.2.11").share(at("192.168.2.11", 0))) {
            land.world().network().nats().behind("bobs", "rb");
            assertThat(land.reaches(other, land.twoOutside(), SECOND)).isTrue();
            assertThat(land.reaches(other, land.two().address(), SECOND)).isTrue();
          }
        });
  }

  @Test
  void privatePlacesElsewhereAreBlackHoles() {
    between(
        NatKind.FULL_CONE,
        NatKind.FULL_CONE,
        land ->
            assertThatThrownBy(
                    () -> land.one().connect(land.two().address(), land.world().tasks().in(SECOND)))
                .hasMessageContaining("no answer in time"));
  }

  @Test
  void aFirewallKeepsAddressesAndLetsInWhereOneHasKnocked() {
    SimWorld.run(
            1,
            world -> {
              SimNetwork network = world.network();
              Network alice = network.host("alice", "198.18.11.10");
              Network bob = network.host("bob", "198.18.12.10");
              network.nats().firewall("fa", NatKind.FIREWALL);
              network.nats().firewall("fb", NatKind.FIREWALL);
              network.nats().behind("alice", "fa");
              network.nats().behind("bob", "fb");
              try (SharedPort here = alice.share(at("198.18.11.10", 0));
                  SharedPort there = bob.share(at("198.18.12.10", 0))) {
                Land land = new Land(world, here, there, here.address(), there.address());
                assertThat(land.reaches(here, there.address(), SECOND)).isFalse();
                assertThat(land.together(0)).containsExactly(true, true);
              }
            })
        .check();
  }

  @Test
  void aCarrierStandsAboveAHome() {
    SimWorld.run(
            1,
            world -> {
              SimNetwork network = world.network();
              Network alice = network.host("alice", "192.168.1.10");
              Network server = network.host("server", "198.51.100.10");
              network.nats().nat("home", "100.64.0.2", NatKind.PORT_RESTRICTED);
              network.nats().nat("carrier", "198.18.1.2", NatKind.PORT_RESTRICTED.remapping());
              network.nats().behind("alice", "home");
              network.nats().behind("home", "carrier");
              try (Listener listener = server.listen(at("198.51.100.10", 80));
                  ByteStream out = alice.connect(listener.address(), world.tasks().in(SECOND))) {
                Listener.Accepted in = listener.accept();
                assertThat(in.from().getAddress()).isEqualTo(InetAddress.ofLiteral("198.18.1.2"));
                in.stream().close();
              }
            })
        .check();
  }
}
