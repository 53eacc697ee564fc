package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.MINUTE;
import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.Finding;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.Putting;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Fault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Nodes come, go, come back, and find each other without being told. */
class DhtNodeLifeTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final InfoHash OTHER = InfoHash.ofText("other");
  private static final InfoHash ELSEWHERE = InfoHash.ofText("elsewhere");
  private static final Value VALUE = Value.of(Bytes.ofText("hello")).withId(9);

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
    Net.with(
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
    Net.with(
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
  void whoIsAloneIsToldSoAndGoesOnWhenSomebodyComes() {
    SimWorld.underSeeds(
        3,
        world -> {
          World one = world.host("one", "10.0.0.1");
          World two = world.host("two", "10.0.0.2");
          try (DhtNode first = bound(one, List.of("10.0.0.1"), List.of("10.0.0.2"));
              Finding heard = first.listen(KEY, Query.ALL);
              Putting kept = first.putPermanently(OTHER, VALUE)) {
            long begun = world.tasks().now();
            long hour = world.tasks().in(60 * MINUTE);
            isAlone(() -> first.get(KEY, Query.ALL, hour));
            assertThat(world.tasks().now() - begun).isBetween(5 * SECOND, 10 * SECOND);
            isAlone(() -> kept.await(hour));
            long later = world.tasks().now();
            isAlone(() -> first.get(KEY, Query.ALL, hour));
            isAlone(() -> first.put(ELSEWHERE, VALUE, hour));
            assertThat(world.tasks().now() - later).isLessThan(SECOND);

            try (DhtNode second = bound(two, List.of("10.0.0.2"), List.of())) {
              assertThat(second.awaitConnected(world.tasks().in(3 * MINUTE))).isTrue();
              second.put(KEY, VALUE, world.tasks().in(30 * SECOND));
              assertThat(heard.next(world.tasks().in(30 * SECOND)))
                  .contains(new Finding.Heard.Found(VALUE));
              assertThat(first.get(KEY, Query.ALL, world.tasks().in(30 * SECOND)))
                  .containsExactly(VALUE);
              assertThat(second.get(OTHER, Query.ALL, world.tasks().in(30 * SECOND)))
                  .containsExactly(VALUE);
            }
          }
        });
  }

  private static void isAlone(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
        .hasMessageContaining("no node of the DHT is known");
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
}
