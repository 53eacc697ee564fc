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
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Fault;
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

  /** Some nodes on the hosts n0, n1 ... of a world, of which the first is known by its name. */
  private static final class Net implements AutoCloseable {
    final SimWorld world;
    final DhtNode[] nodes;
    final World[] hosts;

    Net(SimWorld world, int count) throws Exception {
      this.world = world;
      this.nodes = new DhtNode[count];
      this.hosts = new World[count];
      world.network().name("first.example", "10.0.0.1");
      for (int i = 0; i < count; i++) {
        hosts[i] = world.host("n" + i, "10.0.0." + (i + 1));
        start(i, NodeMemory.none(), i == 0 ? List.of() : List.of("first.example"));
      }
      for (DhtNode node : nodes) {
        assertThat(node.awaitConnected(world.tasks().in(20 * SECOND))).isTrue();
      }
    }

    void start(int i, NodeMemory memory, List<String> bootstrap) throws Exception {
      InetSocketAddress at =
          new InetSocketAddress(
              InetAddress.ofLiteral("10.0.0." + (i + 1)), Surroundings.DEFAULT_PORT);
      nodes[i] =
          DhtNode.start(
              hosts[i], NodeConfig.full(hosts[i].random()), Surroundings.at(at, bootstrap), memory);
    }

    long soon() {
      return world.tasks().in(30 * SECOND);
    }

    @Override
    public void close() {
      for (DhtNode node : nodes) {
        node.close();
      }
    }
  }

  @FunctionalInterface
  private interface Scenario {
    void play(Net net) throws Exception;
  }

  private static void with(int nodes, Scenario scenario) {
    SimWorld.underSeeds(
        3,
        world -> {
          try (Net net = new Net(world, nodes)) {
            scenario.play(net);
          }
        });
  }

  private static Optional<Heard> found(Value value) {
    return Optional.of(new Heard.Found(value));
  }

  @Test
  void findsWhatAnotherHasPut() {
    with(
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
    with(
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
    with(3, net -> assertThat(net.nodes[2].get(KEY, Query.ALL, net.soon())).isEmpty());
  }

  @Test
  void aListenerHearsWhatIsThereAndWhatComesEachOnce() {
    with(
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
    with(
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
    with(
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
    with(
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
                .hasMessageContaining("time was too short");
            assertThatThrownBy(() -> node.put(KEY, VALUE, world.tasks().in(10 * SECOND)))
                .isInstanceOf(DhtException.class);
          }
        });
  }

  @Test
  void whenAllOthersAreGoneThatIsSaid() {
    with(
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
    with(
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

  /** Keeps what it is given in memory. */
  private static final class Kept implements NodeMemory {
    private Optional<byte[]> state = Optional.empty();

    @Override
    public Optional<byte[]> load() {
      return state;
    }

    @Override
    public void save(byte[] saved) {
      state = Optional.of(saved);
    }
  }

  @Test
  void comesBackWithItsIdItsNodesAndItsPermanentValues() {
    with(
        3,
        net -> {
          Kept kept = new Kept();
          net.nodes[2].close();
          net.start(2, kept, List.of("first.example"));
          net.nodes[2].putPermanently(KEY, VALUE).await(net.soon());
          InfoHash id = net.nodes[2].id();
          net.nodes[2].close();
          net.world.tasks().sleep(15 * MINUTE);
          net.start(2, kept, List.of());
          assertThat(net.nodes[2].id()).isEqualTo(id);
          assertThat(net.nodes[2].awaitConnected(net.soon())).isTrue();
          net.world.tasks().sleep(20 * SECOND);
          assertThat(net.nodes[1].get(KEY, Query.ALL, net.soon())).containsExactly(VALUE);
        });
  }

  @Test
  void aNodeThatWasCutOffComesBackByItself() {
    with(
        3,
        net -> {
          net.world.network().fault("n2", "n0", Fault.SILENCE);
          net.world.network().fault("n2", "n1", Fault.SILENCE);
          net.world.tasks().sleep(30 * MINUTE);
          net.world.network().heal("n2", "n0");
          net.world.network().heal("n2", "n1");
          assertThat(net.nodes[2].awaitConnected(net.world.tasks().in(10 * MINUTE))).isTrue();
          net.nodes[1].put(KEY, VALUE, net.soon());
          assertThat(net.nodes[2].get(KEY, Query.ALL, net.soon())).containsExactly(VALUE);
        });
  }

  @Test
  void islandsComeTogetherOnceTheNodeToBeginWithIsUp() {
    SimWorld.underSeeds(
        3,
        world -> {
          World late = world.host("late", "10.0.0.1");
          World one = world.host("one", "10.0.0.2");
          World two = world.host("two", "10.0.0.3");
          List<String> names = List.of("10.0.0.1", "10.0.0.2");
          try (DhtNode first = bound(one, List.of("10.0.0.2"), List.of("10.0.0.1"));
              DhtNode second = bound(two, List.of("10.0.0.3"), names)) {
            assertThat(second.awaitConnected(world.tasks().in(20 * SECOND))).isTrue();
            try (DhtNode third = bound(late, List.of("10.0.0.1"), List.of())) {
              assertThat(third.awaitConnected(world.tasks().in(3 * MINUTE))).isTrue();
              first.put(KEY, VALUE, world.tasks().in(30 * SECOND));
              assertThat(third.get(KEY, Query.ALL, world.tasks().in(30 * SECOND)))
                  .containsExactly(VALUE);
            }
          }
        });
  }

  @Test
  void nodesNearbyFindEachOtherWithoutKnowingAName() {
    SimWorld.underSeeds(
        3,
        world -> {
          World one = world.host("one", "10.0.0.1");
          World two = world.host("two", "10.0.0.2");
          try (DhtNode first = discovering(one, "10.0.0.1");
              DhtNode second = discovering(two, "10.0.0.2")) {
            assertThat(first.awaitConnected(world.tasks().in(70 * SECOND))).isTrue();
            assertThat(second.awaitConnected(world.tasks().in(70 * SECOND))).isTrue();
          }
        });
  }

  private static DhtNode discovering(World host, String at) throws Exception {
    InetSocketAddress bind = new InetSocketAddress(InetAddress.ofLiteral(at), 4222);
    return DhtNode.start(
        host, NodeConfig.full(host.random()), new Surroundings(List.of(bind), List.of(), true));
  }

  @Test
  void findsOverIpv6AndOverBothFamilies() {
    SimWorld.underSeeds(
        3,
        world -> {
          World one = world.host("one", "fd00::1", "10.0.0.1");
          World two = world.host("two", "fd00::2");
          World three = world.host("three", "10.0.0.3");
          try (DhtNode both = bound(one, List.of("fd00::1", "10.0.0.1"), List.of());
              DhtNode six = bound(two, List.of("fd00::2"), List.of("[fd00::1]:4222"));
              DhtNode four = bound(three, List.of("10.0.0.3"), List.of("10.0.0.1"))) {
            assertThat(six.awaitConnected(world.tasks().in(20 * SECOND))).isTrue();
            assertThat(four.awaitConnected(world.tasks().in(20 * SECOND))).isTrue();
            world.tasks().sleep(10 * SECOND);
            long deadline = world.tasks().in(30 * SECOND);
            assertThat(both.put(KEY, VALUE, deadline)).isEqualTo(2);
            assertThat(six.get(KEY, Query.ALL, deadline)).containsExactly(VALUE);
            assertThat(four.get(KEY, Query.ALL, deadline)).containsExactly(VALUE);
          }
        });
  }

  private static DhtNode bound(World host, List<String> at, List<String> bootstrap)
      throws Exception {
    List<InetSocketAddress> bind =
        at.stream().map(a -> new InetSocketAddress(InetAddress.ofLiteral(a), 4222)).toList();
    return DhtNode.start(
        host, NodeConfig.full(host.random()), new Surroundings(bind, bootstrap, false));
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
