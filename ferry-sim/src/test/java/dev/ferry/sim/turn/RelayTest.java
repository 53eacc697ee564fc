package dev.ferry.sim.turn;

import static dev.ferry.sim.turn.RelayWorld.PEER;
import static dev.ferry.sim.turn.RelayWorld.SECOND;
import static dev.ferry.sim.turn.RelayWorld.hear;
import static dev.ferry.sim.turn.RelayWorld.play;
import static dev.ferry.sim.turn.RelayWorld.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.sim.network.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Allocations of TCP and connections through them (RFC 6062). */
class RelayTest {
  @Test
  void tellsTheRelayedAddressAndOurOwn() {
    play(world -> {
      try (Relay relay = world.relay()) {
        assertThat(relay.relayed().getAddress()).isEqualTo(RelayWorld.SERVER);
        assertThat(relay.mapped().orElseThrow().getAddress())
            .isIn(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        assertThat(relay.ended()).isEmpty();
      }
    });
  }

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void aPeerThatWasLetInConnects(AddressFamily family) {
    play(world -> {
      try (Relay relay = world.relay(world.client(), family);
          Listener listener = relay.listener()) {
        InetAddress peer = family == AddressFamily.IPV4 ? PEER : RelayWorld.PEER6;
        relay.permit(peer, world.soon());
        try (ByteStream theirs = world.other().network().connect(relay.relayed(), world.soon());
            ByteStream ours = take(listener, peer)) {
          say(theirs, "ping");
          assertThat(hear(ours, 4)).isEqualTo("ping");
          say(ours, "pong");
          assertThat(hear(theirs, 4)).isEqualTo("pong");
        }
      }
    });
  }

  private static ByteStream take(Listener listener, InetAddress peer) throws Exception {
    Listener.Accepted accepted = listener.accept();
    assertThat(accepted.from().getAddress()).isEqualTo(peer);
    return accepted.stream();
  }

  @Test
  void aPeerThatWasNotLetInIsTurnedAway() {
    play(world -> {
      try (Relay relay = world.relay();
          ByteStream theirs = world.other().network().connect(relay.relayed(), world.soon())) {
        assertThatThrownBy(
                () -> {
                  if (hear(theirs, 1).isEmpty()) {
                    throw new IOException("closed");
                  }
                })
            .isInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void connectsToAPeerThatListens() {
    play(world -> {
      try (Relay relay = world.relay();
          Listener listener = world.other().network().listen(new InetSocketAddress(PEER, 0))) {
        try (ByteStream ours = relay.connect(listener.address(), world.soon())) {
          Listener.Accepted accepted = listener.accept();
          try (ByteStream theirs = accepted.stream()) {
            assertThat(accepted.from().getAddress()).isEqualTo(RelayWorld.SERVER);
            say(ours, "ping");
            assertThat(hear(theirs, 4)).isEqualTo("ping");
          }
        }
      }
    });
  }

  @Test
  void twoRelaysAtOneServerConnectToEachOther() {
    play(world -> {
      try (Relay one = world.relay();
          Relay other = world.relay(world.other(), AddressFamily.IPV4);
          Listener listener = other.listener()) {
        other.permit(one.relayed().getAddress(), world.soon());
        try (ByteStream ours = one.connect(other.relayed(), world.soon());
            ByteStream theirs = take(listener, RelayWorld.SERVER)) {
          say(ours, "ping");
          assertThat(hear(theirs, 4)).isEqualTo("ping");
          say(theirs, "pong");
          assertThat(hear(ours, 4)).isEqualTo("pong");
        }
      }
    });
  }

  @Test
  void namesThePeerThatCannotBeReached() {
    play(world -> {
      try (Relay relay = world.relay()) {
        assertThatThrownBy(() -> relay.connect(new InetSocketAddress(PEER, 9), world.soon()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("192.0.2.2:9")
            .hasMessageContaining("turn:relay.example:3478?transport=tcp")
            .hasMessageContaining("the server could not connect to the peer");
      }
    });
  }

  @Test
  void livesOnWithAServerThatRenewsItsNonceAllTheTime() {
    play(
        TurnHabits.USUAL.withNonceUses(1),
        world -> {
          try (Relay relay = world.relay()) {
            for (int i = 1; i < 20; i++) {
              relay.permit(InetAddress.ofLiteral("203.0.113." + i), world.soon());
            }
            // Allocation and permissions are renewed several times meanwhile.
            world.sim().tasks().sleep(3600 * SECOND);
            assertThat(relay.ended()).isEmpty();
          }
        });
  }

  @Test
  void hidesItsUserAndUsesTheStrongerDigestWhereTheServerOffersIt() {
    play(
        TurnHabits.USUAL.withSha256().withNonceUses(2),
        world -> {
          try (Relay relay = world.relay()) {
            relay.permit(PEER, world.soon());
            relay.permit(RelayWorld.SERVER, world.soon());
          }
        });
  }

  @Test
  void aWrongPasswordIsSaidToBeWrong() {
    play(world ->
        assertThatThrownBy(() -> open(world, RelayWorld.server("user", "guess")))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("check name and password")
            .hasMessageNotContaining("guess"));
  }

  @Test
  void aServerThatDoesNotRelaySaysSo() {
    play(
        TurnHabits.STUN_ONLY,
        world ->
            assertThatThrownBy(() -> open(world, RelayWorld.server("user", "pass")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the server does not relay TCP"));
  }

  private static Relay open(RelayWorld world, StunServer server) throws Exception {
    return Relay.open(world.client(), TlsLayer.NONE, server, AddressFamily.IPV4, world.soon());
  }

  @Test
  void aHostOfTheOtherFamilyIsNotLetIn() {
    play(world -> {
      try (Relay relay = world.relay()) {
        assertThatThrownBy(() -> relay.permit(RelayWorld.PEER6, world.soon()))
            .hasMessageContaining("another family");
        relay.permit(PEER, world.soon());
      }
    });
  }

  @Test
  void aLostServerEndsTheRelayAndWakesWhoAccepts() {
    play(world -> {
      try (Relay relay = world.relay();
          Listener listener = relay.listener()) {
        world.sim().network().fault("client", "server", Fault.RESET);
        assertThatThrownBy(listener::accept).isInstanceOf(IOException.class);
        assertThat(relay.ended()).isPresent();
        assertThatThrownBy(() -> relay.permit(PEER, world.soon()))
            .hasMessageContaining("does not let 192.0.2.2 in");
      }
    });
  }

  @Test
  void aSilentServerIsGivenUp() {
    play(world -> {
      try (Relay relay = world.relay()) {
        world.sim().network().fault("client", "server", Fault.SILENCE);
        assertThatThrownBy(() -> relay.permit(PEER, world.soon()))
            .hasMessageContaining("no answer");
        world.sim().tasks().sleep(600 * SECOND);
        assertThat(relay.ended()).isPresent();
      }
    });
  }
}
