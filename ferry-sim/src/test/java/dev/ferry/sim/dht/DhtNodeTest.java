package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.MILLI;
import static dev.ferry.sim.dht.Swarm.MINUTE;
import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.Finding;
import dev.ferry.dht.node.Finding.Heard;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.Putting;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.port.World;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Weather;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Running nodes find each other and each other's values, and leave nothing behind. */
class DhtNodeTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final Value VALUE = Value.of(Bytes.ofText("hello")).withId(9);

  private static Optional<Heard> found(Value value) {
    return Optional.of(new Heard.Found(value));
  }

  @Test
  void findsWhatAnotherHasPut() {
    Net.with(
        4,
        net -> {
          assertThat(net.nodes[1].put(KEY, VALUE, net.soon())).isEqualTo(3);
          for (DhtNode node : net.nodes) {
            assertThat(node.get(KEY, Query.ALL, net.soon())).containsExactly(VALUE);
          }
        });
  }

  @Test
  void largeValuesPassAlthoughDatagramsGetLostAndComeLate() {
    Net.with(
        4,
        net -> {
          net.world.network().weather(Weather.FAIR.losing(20).withMtu(1500));
          byte[] data = new byte[20_000];
          net.hosts[0].random().fill(data);
          Value large = Value.of(Bytes.of(data)).withId(1);
          assertThat(net.nodes[1].put(KEY, large, net.soon())).isPositive();
          assertThat(net.nodes[3].get(KEY, Query.ALL, net.soon())).containsExactly(large);
        });
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    Net.with(3, net -> assertThat(net.nodes[2].get(KEY, Query.ALL, net.soon())).isEmpty());
  }

  @Test
  void aListenerHearsWhatIsThereAndWhatComesEachOnce() {
    Net.with(
        4,
        net -> {
          net.nodes[1].put(KEY, VALUE, net.soon());
          try (Finding listening = net.nodes[2].listen(KEY, Query.ALL)) {
            assertThat(listening.next(net.soon())).isEqualTo(found(VALUE));
            Value second = Value.of(Bytes.ofText("second")).withId(10);
            net.nodes[3].put(KEY, second, net.soon());
            assertThat(listening.next(net.soon())).isEqualTo(found(second));
            assertThat(listening.next(net.world.tasks().in(2 * MINUTE))).isEmpty();
            assertThat(listening.next(net.world.tasks().in(10 * MINUTE)))
                .isEqualTo(Optional.of(new Heard.Gone(9)));
          }
        });
  }

  @Test
  void aPermanentValueOutlivesItsLifeAndEndsWhenItIsCancelled() {
    Net.with(
        3,
        net -> {
          try (Putting permanent = net.nodes[1].putPermanently(KEY, VALUE)) {
            assertThat(permanent.await(net.soon())).isEqualTo(2);
            net.world.tasks().sleep(45 * MINUTE);
            assertThat(net.nodes[2].get(KEY, Query.ALL, net.soon())).containsExactly(VALUE);
          }
          net.world.tasks().sleep(11 * MINUTE);
          assertThat(net.nodes[2].get(KEY, Query.ALL, net.soon())).isEmpty();
        });
  }

  @Test
  void theOwnerOfASignedValueReplacesIt() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(1024);
    Owner owner = Owner.of(keys.generateKeyPair());
    Net.with(
        3,
        net -> {
          net.nodes[0].putSigned(KEY, VALUE, owner, net.soon());
          Value edited = Value.clear(Body.of(Bytes.ofText("other"))).withId(9);
          net.nodes[1].putSigned(KEY, edited, owner, net.soon());
          List<Value> values = net.nodes[2].get(KEY, Query.ALL, net.soon());
          assertThat(values).hasSize(1);
          Content.Signed signed = (Content.Signed) values.getFirst().content();
          assertThat(signed.sequence()).isEqualTo(1);
          assertThat(signed.content().data()).isEqualTo(Bytes.ofText("other"));
        });
  }

  @Test
  void whatIsEncryptedOnlyItsRecipientReads() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(1024);
    Owner alice = Owner.of(keys.generateKeyPair());
    Owner bob = Owner.of(keys.generateKeyPair());
    Net.with(
        3,
        net -> {
          net.nodes[0].putEncrypted(KEY, VALUE, alice, bob.key(), net.soon());
          Value sealed = net.nodes[2].get(KEY, Query.ALL, net.soon()).getFirst();
          assertThat(sealed.content()).isInstanceOf(Content.Encrypted.class);
          assertThat(alice.open(sealed)).isEmpty();
          assertThat(bob.open(sealed).orElseThrow().content().body().orElseThrow().data())
              .isEqualTo(Bytes.ofText("hello"));
        });
  }

  @Test
  void aNodeThatKnowsNobodySaysSo() {
    SimWorld.underSeeds(
        3,
        world -> {
          World host = world.host("alone", "10.0.0.1");
          InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 0);
          Surroundings lost = Surroundings.at(at, List.of("nobody.example", "10.0.0.9:1"));
          try (DhtNode node = DhtNode.start(host, NodeConfig.light(host.random()), lost)) {
            assertThat(node.awaitConnected(world.tasks().in(5 * SECOND))).isFalse();
            assertThatThrownBy(() -> node.get(KEY, Query.ALL, world.tasks().in(10 * SECOND)))
                .isInstanceOf(DhtException.class)
                .hasMessageContaining("no node of the DHT is known");
            assertThatThrownBy(() -> node.put(KEY, VALUE, world.tasks().in(10 * SECOND)))
                .isInstanceOf(DhtException.class);
          }
        });
  }

  @Test
  void whenAllOthersAreGoneThatIsSaid() {
    Net.with(
        3,
        net -> {
          net.nodes[1].close();
          net.nodes[2].close();
          assertThatThrownBy(() -> net.nodes[0].put(KEY, VALUE, net.soon()))
              .isInstanceOfSatisfying(
                  DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
          InfoHash other = InfoHash.ofText("other");
          assertThatThrownBy(() -> net.nodes[0].get(other, Query.ALL, net.soon()))
              .isInstanceOfSatisfying(
                  DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
        });
  }

  @Test
  void whoWaitsOnANodeThatIsClosedHearsOfIt() {
    Net.with(
        2,
        net -> {
          Finding listening = net.nodes[0].listen(KEY, Query.ALL);
          listening.all(net.soon());
          net.nodes[0].close();
          assertThat(listening.next(net.soon())).isEmpty();
          assertThatThrownBy(() -> net.nodes[0].get(KEY, Query.ALL, net.soon()))
              .isInstanceOfSatisfying(
                  DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        });
  }

  @Test
  void closedAnywhereItLeavesNothing() {
    CancelEverywhere.Report report =
        CancelEverywhere.drawing(60, 6)
            .run((world, cut) -> {
              try (Net net = new Net(world, 3)) {
                cut.begins(net.nodes[1]::close);
                try {
                  net.nodes[1].put(KEY, VALUE, net.soon());
                  try (Finding listening = net.nodes[1].listen(KEY, Query.ALL)) {
                    listening.next(world.tasks().in(100 * MILLI));
                  }
                } catch (DhtException closed) {
                  assertThat(closed.reason()).isEqualTo(Reason.CLOSED);
                }
                cut.ends();
              }
            });
    assertThat(report.struck()).isGreaterThan(50);
  }
}
