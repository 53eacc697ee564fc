package dev.ferry.sim.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.doctor.Examination;
import dev.ferry.doctor.Fact;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.turn.Relay;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers that send to another one. */
class AlternateServerTest {
  private static final InetSocketAddress OTHER =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.77"), 3479);

  /** The usual server sends to the other one, and that one to a place of its choice. */
  private static void play(Optional<InetSocketAddress> further, RelayWorld.Story story) {
    SimWorld.Scenario scenario =
        RelayWorld.with(
            TurnHabits.USUAL.sending(OTHER),
            world -> {
              World second = world.sim().host("second", "198.51.100.77");
              TurnHabits habits = further.map(TurnHabits.USUAL::sending).orElse(TurnHabits.USUAL);
              try (SimTurn server = SimTurn.start(second, habits, OTHER)) {
                story.play(world);
              }
            });
    SimWorld.underSeeds(5, scenario);
  }

  @Test
  void aRelayIsHadThere() {
    play(
        Optional.empty(),
        world -> {
          try (Relay relay = world.relay()) {
            assertThat(relay.relayed().getAddress()).isEqualTo(OTHER.getAddress());
          }
        });
  }

  @Test
  void isFollowedOnlyOnce() {
    play(
        Optional.of(OTHER),
        world ->
            assertThatThrownBy(world::relay)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sends to another one"));
  }

  @Test
  void ourAddressIsAskedThere() {
    play(
        Optional.empty(),
        world -> {
          var settings =
              new IceSettings(
                  List.of(RelayWorld.server("user", "pass")), TlsLayer.NONE, true, true);
          try (var agent =
              new IceAgent(
                  world.client(), settings, Role.CONTROLLING, (_, _) -> Optional.empty())) {
            agent.gather(world.soon());
            assertThat(agent.candidates())
                .anyMatch(c ->
                    c.type() == CandidateType.RELAYED
                        && c.address().getAddress().equals(OTHER.getAddress()));
          }
        });
  }

  @Test
  void theDoctorFollowsToo() {
    play(
        Optional.empty(),
        world ->
            assertThat(
                    new Examination(world.client(), TlsLayer.NONE)
                        .examine(List.of(RelayWorld.server("user", "pass"))))
                .anyMatch(f -> f instanceof Fact.ServerAnswers)
                .anyMatch(f -> f instanceof Fact.ServerRelays)
                .noneMatch(f -> f instanceof Fact.ServerFails));
  }

  @Test
  void aPlaceThatIsNoneIsNotFollowed() {
    SimWorld.underSeeds(
        2,
        RelayWorld.with(
            TurnHabits.USUAL.sending(
                new InetSocketAddress(InetAddress.ofLiteral("224.0.0.1"), 3478)),
            world ->
                assertThatThrownBy(world::relay)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sends to another one")));
  }
}
