package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Found;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.network.Link;
import dev.ferry.sim.network.NatKind;
import dev.ferry.sim.turn.SimTurn;
import dev.ferry.sim.turn.TurnHabits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two of us meet without Jingle: through NATs, through relays, in both roles. */
class MeetingTest {
  private static final StunServer SERVER =
      new StunServer(
          true,
          StunServer.Carriage.TCP,
          "198.51.100.10",
          3478,
          Optional.of(new Login("user", "pass")));
  private static final IceSettings SERVED =
      new IceSettings(List.of(SERVER), TlsLayer.NONE, true, true);

  @FunctionalInterface
  private interface Life {
    void live(World one, World two) throws Exception;
  }

  /** Two devices behind NATs of one kind, and a server that both can reach. */
  private static void across(NatKind kind, Life life) {
    SimWorld.underSeeds(
        5,
        sim -> {
          sim.network().usually(Link.WAN.withLatency(10_000_000));
          World middle = sim.host("server", "198.51.100.10");
          var at = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.10"), 3478);
          try (var _ = SimTurn.start(middle, TurnHabits.USUAL, at)) {
            World one = behind(sim, kind, "one", 1);
            World two = behind(sim, kind, "two", 2);
            life.live(one, two);
          }
          assertThat(sim.network().open()).isEmpty();
        });
  }

  private static World behind(SimWorld sim, NatKind kind, String name, int n) {
    World host = sim.host(name, "192.168.%d.10".formatted(n));
    sim.network().nats().nat("home of " + name, "198.18.%d.2".formatted(n), kind);
    sim.network().nats().behind(name, "home of " + name);
    return host;
  }

  private static List<Found> meet(World one, World two) throws Exception {
    return Meetings.meet(
        new Meeting(one, SERVED, Role.CONTROLLING, Meetings.ALL, true),
        new Meeting(two, SERVED, Role.CONTROLLED, Meetings.ALL, true),
        one);
  }

  private static void carry(World world, Found from, Found to) throws Exception {
    byte[] bytes = Bytes.random(200_000);
    TaskHandle sender = world.tasks().fork("sender", () -> Bytes.write(from.stream(), bytes));
    assertThat(Bytes.readFully(to.stream(), bytes.length)).isEqualTo(bytes);
    sender.join();
    assertThat(sender.failure()).isEmpty();
  }

  @Test
  void directlyAcrossTwoOrdinaryNats() {
    across(
        NatKind.PORT_RESTRICTED,
        (one, two) -> {
          List<Found> met = meet(one, two);
          assertThat(met).noneMatch(Found::relayed);
          assertThat(met).extracting(Found::role).containsExactly(Role.values());
          carry(one, met.get(0), met.get(1));
          carry(one, met.get(1), met.get(0));
          met.forEach(f -> f.stream().close());
        });
  }

  @Test
  void throughARelayWhereNothingElseLeads() {
    across(
        NatKind.SYMMETRIC,
        (one, two) -> {
          List<Found> met = meet(one, two);
          assertThat(met).allMatch(Found::relayed);
          carry(one, met.get(0), met.get(1));
          // The relay's lease and the connection outlive an hour of nothing.
          one.tasks().sleep(3600 * Meetings.SECOND);
          carry(one, met.get(1), met.get(0));
          met.forEach(f -> f.stream().close());
        });
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void twoWhoBelieveInTheSameRoleAgree(Role role) {
    across(
        NatKind.FULL_CONE,
        (one, two) -> {
          List<Found> met =
              Meetings.meet(
                  new Meeting(one, SERVED, role, Meetings.ALL, false),
                  new Meeting(two, SERVED, role, Meetings.ALL, false),
                  one);
          assertThat(met).extracting(Found::role).containsExactlyInAnyOrder(Role.values());
          met.forEach(f -> f.stream().close());
        });
  }

  @Test
  void nonsenseFromThePeerIsSaidToBeSo() {
    SimWorld.underSeeds(
        1,
        sim -> {
          World one = sim.host("one", "10.0.0.1");
          try (Meeting meeting = Meetings.of(one, Role.CONTROLLED)) {
            meeting.describe(one.tasks().in(Meetings.SECOND));
            TaskHandle meets =
                one.tasks()
                    .fork("meets", () -> meeting.meet("hello", one.tasks().in(Meetings.SECOND)));
            meets.join();
            assertThat(meets.failure().orElseThrow())
                .isInstanceOf(IceFailure.class)
                .hasMessageContaining("makes no sense");
          }
        });
  }

  @Test
  void aDeviceWithoutANetworkIsToldSo() {
    SimWorld.underSeeds(
        1,
        sim -> {
          World one = sim.host("one", "169.254.0.1");
          var settings = new IceSettings(List.of(), TlsLayer.NONE, false, false);
          try (Meeting meeting = new Meeting(one, settings, Role.CONTROLLED, Meetings.ALL, false)) {
            TaskHandle describes =
                one.tasks()
                    .fork("describes", () -> meeting.describe(one.tasks().in(Meetings.SECOND)));
            describes.join();
            assertThat(describes.failure().orElseThrow()).hasMessageContaining("no place");
          }
        });
  }
}
