package dev.ferry.io.dht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.Listening;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.io.socket.Interfaces;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DhtsTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final DhtConfig LOCAL =
      DhtConfig.standard().with(Interfaces.loopback()).withPort(0);

  private final List<AutoCloseable> opened = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable thing : opened.reversed()) {
      thing.close();
    }
  }

  @Test
  void findsThroughAnotherNodeWhatWasPutThroughOne() throws Exception {
    DhtNode first = opened(Dhts.node(LOCAL.withBootstrap(List.of("127.0.0.1:9"))));
    Dht putting = through(first);
    Dht getting = through(started(LOCAL.withBootstrap(List.of(at(first)))));
    Listening listening = opened(getting.listen(KEY, Query.ALL));
    Value large = Value.of(Bytes.of(new byte[60_000]));

    Value put = getting.put(KEY, large, soon());

    assertThat(put.id()).isNotEqualTo(Value.NO_ID);
    assertThat(putting.get(KEY, soon())).containsExactly(put);
    assertThat(getting.get(KEY, soon())).containsExactly(put);
    assertThat(listening.take(soon())).contains(new Listening.Came(put));
  }

  @Test
  void asksAndPutsAsALightNode() throws Exception {
    DhtNode first = started(LOCAL.withBootstrap(List.of("127.0.0.1:9")));
    Dht light = through(opened(Dhts.light(LOCAL.withBootstrap(List.of(at(first))))));

    Value put = light.put(KEY, Value.of(Bytes.ofText("hi")), soon());

    assertThat(light.get(KEY, soon())).containsExactly(put);
    assertThat(first.stats(soon()).shelves().values()).isEqualTo(1);
  }

  @Test
  void saysThatNobodyIsThere() {
    Dht alone = through(started(LOCAL.withBootstrap(List.of("127.0.0.1:9"))));

    assertThatThrownBy(() -> alone.get(KEY, Dhts.tasks().in(Duration.ofMillis(300).toNanos())))
        .isInstanceOfSatisfying(
            DhtException.class,
            e -> assertThat(e.reason()).isIn(Reason.UNREACHABLE, Reason.TIMED_OUT));
  }

  @Test
  void refusesAValueThatNoNodeStores() {
    Dht alone = through(started(LOCAL.withBootstrap(List.of("127.0.0.1:9"))));
    Value large = Value.of(Bytes.of(new byte[Value.MAX_SIZE + 1]));

    assertThatThrownBy(() -> alone.put(KEY, large, soon()))
        .isInstanceOfSatisfying(
            DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void staysOnLoopbackWhereItsBootstrapNodesAre() {
    DhtConfig config = DhtConfig.standard().withPort(0);

    DhtNode local = started(config.withBootstrap(List.of("localhost:9", "127.7.7.7", "[::1]:9")));

    assertThat(local.addresses()).allMatch(a -> a.getAddress().isLoopbackAddress());
  }

  @Test
  void remembersAcrossRuns() throws Exception {
    Path file = folder.resolve("dht").resolve("node");
    DhtNode other = started(LOCAL.withBootstrap(List.of("127.0.0.1:9")));
    DhtConfig config = LOCAL.rememberingIn(file);
    DhtNode first = Dhts.node(config.withBootstrap(List.of(at(other))));
    assertThat(first.awaitConnected(soon())).isTrue();
    InfoHash id = first.id();
    first.close();

    DhtNode second = opened(Dhts.node(config.withBootstrap(List.of("127.0.0.1:9"))));

    assertThat(second.id()).isEqualTo(id);
    assertThat(second.awaitConnected(soon())).isTrue();
  }

  @Test
  void keepsWhatANodeRemembersWholly() throws Exception {
    NodeFile memory = new NodeFile(folder.resolve("a").resolve("b"));

    assertThat(memory.load()).isEmpty();
    memory.save(new byte[] {1, 2});
    memory.save(new byte[] {3});
    assertThat(memory.load()).hasValue(new byte[] {3});
    assertThat(folder.resolve("a")).isDirectoryNotContaining("glob:**.new-*");
  }

  private DhtNode started(DhtConfig config) {
    try {
      return opened(Dhts.node(config));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Dht through(DhtNode node) {
    return Dhts.through(node);
  }

  private <T extends AutoCloseable> T opened(T thing) {
    opened.add(thing);
    return thing;
  }

  private static String at(DhtNode node) {
    InetSocketAddress at = node.addresses().getFirst();
    return at.getAddress().getHostAddress() + ":" + at.getPort();
  }

  private static long soon() {
    return Dhts.tasks().in(Duration.ofSeconds(20).toNanos());
  }
}
