package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks of dhtnodes and Ferrys, in which some come and go. */
@Needs(Program.OPENDHT)
final class OpenDhtNetworkTest {
  private static final int EACH = 20;

  @Test
  void twentyDhtnodesAndTwentyFerrysAreOneNetwork(Scene scene) throws Exception {
    OpenDht network = OpenDht.start(scene);
    List<Dht> ferries = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      ferries.add(Dhts.through(network.ferry()));
      if (i > 0) {
        network.another();
      }
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      Value value = Value.of(Bytes.of(new byte[10 + 200 * i]));
      values.add(ferries.get(i).put(key(i), value, OpenDht.soon()));
    }
    network.peerDone("put", "theirs", "300");

    for (int i = 0; i < EACH; i++) {
      Dht other = ferries.get((i + 7) % EACH);
      assertThat(other.get(key(i), OpenDht.soon())).containsExactly(values.get(i));
      assertThat(other.get(InfoHash.ofText("theirs"), OpenDht.soon())).hasSize(1);
    }
    for (int i = 0; i < EACH; i += 5) {
      int size = values.get(i).size();
      assertThat(network.peerDone("get", "ours " + i))
          .anyMatch(line -> line.has("event", "value") && line.number("size") == size);
    }
  }

  @Test
  void ferryGoesOnWhenItsOnlyNodeWasStartedAgain(Scene scene) throws Exception {
    OpenDht network = OpenDht.start(scene);
    Dht dht = Dhts.through(network.ferry());
    dht.put(key(1), Value.of(Bytes.of(new byte[10])), OpenDht.soon());

    network.restart();
    network.peerDone("put", "theirs", "30");

    Value put = dht.put(key(2), Value.of(Bytes.of(new byte[20])), OpenDht.soon());
    assertThat(dht.get(key(2), OpenDht.soon())).containsExactly(put);
    assertThat(dht.get(InfoHash.ofText("theirs"), OpenDht.soon())).hasSize(1);
    assertThat(dht.get(key(1), OpenDht.soon())).hasSize(1);
    assertThat(network.peerDone("get", "ours 2")).anyMatch(line -> line.number("size") == 20);
  }

  @Test
  void dhtnodeGoesOnWhenFerryWasStartedAgain(Scene scene) throws Exception {
    OpenDht network = OpenDht.start(scene);
    Path memory = scene.folder("memory").resolve("dht");
    DhtConfig config = network.config().withPort(OpenDht.freePort()).rememberingIn(memory);
    ChildProcess listener = network.peer("listen", "ours 1");
    listener.await("ready", OpenDht.PATIENCE, line -> line.has("event", "ready"));
    DhtNode first = Dhts.node(config);
    OpenDht.joined(first);
    InfoHash id = first.id();
    first.put(key(1), Value.of(Bytes.of(new byte[10])), OpenDht.soon());
    first.close();

    DhtNode second = scene.keep(Dhts.node(config));
    OpenDht.joined(second);

    assertThat(second.id()).isEqualTo(id);
    second.put(key(1), Value.of(Bytes.of(new byte[20])), OpenDht.soon());
    for (int size : List.of(10, 20)) {
      listener.await("a value", OpenDht.PATIENCE, line -> line.number("size") == size);
    }
    assertThat(network.peerDone("get", "ours 1")).anyMatch(line -> line.number("count") == 2);
  }

  @Test
  void theCommandPutsAndShowsWhatIsThere(Scene scene) throws Exception {
    OpenDht network = OpenDht.start(scene);
    network.peerDone("put", "theirs", "10");

    ChildProcess get = ferry(scene, network, "get", "theirs");
    ChildProcess put = ferry(scene, network, "put", "ours 1", "hello");

    assertThat(get.exitStatus(OpenDht.PATIENCE)).isZero();
    assertThat(get.lines()).singleElement().matches(line -> line.number("size") == 10);
    assertThat(put.exitStatus(OpenDht.PATIENCE)).isZero();
    assertThat(network.peerDone("get", "ours 1")).anyMatch(line -> line.number("size") == 5);
  }

  private static ChildProcess ferry(Scene scene, OpenDht network, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(Checkout.ferry().toString(), "dht"));
    command.addAll(List.of(words));
    command.addAll(List.of("--json", "--bootstrap", network.address()));
    Map<String, String> home = Map.of("FERRY_HOME", scene.folder("home").toString());
    return scene.keep(ChildProcess.start("ferry-" + words[0], scene.folder("home"), home, command));
  }

  private static InfoHash key(int i) {
    return InfoHash.ofText("ours " + i);
  }
}
