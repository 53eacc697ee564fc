package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.assembly.AccountSettings;
import dev.ferry.assembly.IceHelp;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.network.Link;
import dev.ferry.sim.network.NatKind;
import dev.ferry.sim.turn.SimTurn;
import dev.ferry.sim.turn.TurnHabits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices of accounts without a server, each behind a NAT of its own. */
class AcrossNatsTest {
  private static final int SEEDS = 3;
  private static final String MIDDLE = "198.51.100.10";
  private static final int PORT = 3478;
  private static final StunServer TELLS =
      StunServer.stun(MIDDLE, PORT).withLogin(new Login("user", "pass"));
  private static final StunServer RELAYS =
      new StunServer(
          true, StunServer.Carriage.TCP, MIDDLE, PORT, Optional.of(new Login("user", "pass")));

  @FunctionalInterface
  private interface Life {
    void live(Resident alice, Ferry alices, Resident bob, Ferry bobs) throws Exception;
  }

  /** Two who are contacts, behind NATs of one kind, and a server that both can reach. */
  private static void behind(NatKind kind, StunServer known, Life life) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          world.network().usually(Link.WAN.withLatency(10_000_000));
          World middle = world.host("server", MIDDLE);
          Resident alice = Resident.alice(world, "192.168.1.10");
          Resident bob = Resident.bob(world, "192.168.2.10");
          home(world, "alice", "198.18.1.2", kind);
          home(world, "bob", "198.18.2.2", kind);
          alice.knows(bob);
          bob.knows(alice);
          AccountSettings settings =
              AccountSettings.standard()
                  .with(new IceHelp(List.of(known), TlsLayer.NONE, List.of()));
          var at = new InetSocketAddress(InetAddress.ofLiteral(MIDDLE), PORT);
          try (DhtNode first = Resident.first(world);
              SimTurn server = SimTurn.start(middle, TurnHabits.USUAL, at);
              Ferry bobs = bob.online(settings);
              Ferry alices = alice.online(settings)) {
            assertThat(first.addresses()).isNotEmpty();
            assertThat(server.addresses()).isNotEmpty();
            life.live(alice, alices, bob, bobs);
          }
        });
  }

  private static void home(SimWorld world, String who, String outside, NatKind kind) {
    world.network().nats().nat("home of " + who, outside, kind);
    world.network().nats().behind(who, "home of " + who);
  }

  private static void assertThatAFileGoes(
      Resident alice, Ferry alices, Resident bob, Ferry bobs, Route route) throws Exception {
    SimFile file = SimFile.generated(alice.host.tasks(), "song", 3_000_000, 5);
    Transfer sent = alices.send(bob.account(), file, SendOptions.standard());
    IncomingOffer offer = bobs.nextOffer(bob.in(60)).orElseThrow();
    offer.accept(bob.vault);

    Ended end = sent.await();
    assertThat(end.reason()).isInstanceOf(EndReason.Completed.class);
    assertThat(end.route()).contains(route);
    assertThat(offer.transfer().await().route()).contains(route);
    assertThat(bob.vault.received().getFirst().sha256()).isEqualTo(file.sha256());
  }

  @Test
  void aFileGoesDirectlyThroughTwoOrdinaryOnes() {
    behind(
        NatKind.PORT_RESTRICTED,
        TELLS,
        (alice, alices, bob, bobs) -> assertThatAFileGoes(alice, alices, bob, bobs, Route.ICE));
  }

  @Test
  void aFileGoesByTheRelayBetweenTwoSymmetricOnes() {
    behind(
        NatKind.SYMMETRIC,
        RELAYS,
        (alice, alices, bob, bobs) -> assertThatAFileGoes(alice, alices, bob, bobs, Route.RELAY));
  }

  @Test
  void whatTheRelayDropsGoesOnByIt() {
    behind(
        NatKind.SYMMETRIC,
        RELAYS,
        (alice, alices, bob, bobs) -> {
          bob.vault.slow(1_000_000);
          SimFile file =
              SimFile.generated(alice.host.tasks(), "film", 9_000_000, 5)
                  .modified(Instant.parse("2026-03-04T05:06:07Z"));
          SendOptions patient = SendOptions.standard().keepTrying(Duration.ofHours(1));
          Transfer sent = alices.send(bob.account(), file, patient);
          IncomingOffer offer = bobs.nextOffer(bob.in(60)).orElseThrow();
          offer.accept(bob.vault);
          Transfer comes = offer.transfer();
          bob.within(60, () -> comes.state() instanceof Flowing);
          bob.world.tasks().sleep(Duration.ofSeconds(5).toNanos());

          bob.world.network().fault("alice", "server", Fault.RESET);
          bob.world.network().fault("bob", "server", Fault.RESET);
          bob.within(60, () -> sent.state() instanceof Paused);

          Ended end = sent.await();
          assertThat(end.reason()).isInstanceOf(EndReason.Completed.class);
          assertThat(end.route()).contains(Route.RELAY);
          assertThat(comes.await().reason()).isInstanceOf(EndReason.Completed.class);
          assertThat(bob.vault.received().getFirst().sha256()).isEqualTo(file.sha256());
        });
  }

  @Test
  void withoutARelayTwoSymmetricOnesAreTooMuchAndThatIsSaid() {
    behind(
        NatKind.SYMMETRIC,
        TELLS,
        (alice, alices, bob, bobs) -> {
          SimFile file = SimFile.generated(alice.host.tasks(), "song", 1000, 5);
          SendOptions once = SendOptions.standard().keepTrying(Duration.ZERO);

          Transfer sent = alices.send(bob.account(), file, once);

          assertThat(sent.await().reason()).isInstanceOf(EndReason.Unreachable.class);
          assertThat(bobs.transfers()).isEmpty();
        });
  }
}
