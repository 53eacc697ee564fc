package dev.ferry.sim.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.moving.MovingStream;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.network.Link;
import dev.ferry.sim.network.SimNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Two ends of a stream through a slow relay, and of a fast direct way, each on hosts of its own.
 */
final class Crossroads implements AutoCloseable {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  static final String[] RELAY = {"relayed here", "relayed there"};
  static final String[] DIRECT = {"direct here", "direct there"};

  private final SimWorld world;
  private final SimNetwork network;
  private final List<ByteStream> relayed;
  private final List<ByteStream> direct;
  private final List<End> ends = new ArrayList<>();

  /** One end, and what became of it. */
  final class End {
    private final MovingStream stream;
    private final ByteStream way;
    private byte[] came = {};
    private boolean heardAll;
    private long busy;
    private boolean moved;
    private Optional<IOException> failure = Optional.empty();

    private End(ByteStream relay, ByteStream way) {
      this.stream = new MovingStream(world.tasks(), relay);
      this.way = way;
    }

    MovingStream stream() {
      return stream;
    }

    /** It has no time to read for so long. */
    void busyFor(long nanos) {
      busy = nanos;
    }

    boolean moved() {
      return moved;
    }

    Optional<IOException> failure() {
      return failure;
    }

    private void send(byte[] bytes) throws InterruptedException {
      trying(() -> {
        Bytes.write(stream, bytes);
        stream.closeOutput();
      });
    }

    private void receive() throws InterruptedException {
      world.tasks().sleep(busy);
      trying(() -> {
        came = Bytes.readAll(stream);
        heardAll = true;
      });
    }

    private void move(int attempt, long after) throws InterruptedException {
      stream.expect(attempt);
      world.tasks().sleep(after);
      stream.begin(attempt, way);
      try {
        moved = stream.awaitMove(attempt, world.tasks().in(40 * SECOND));
      } catch (IOException over) {
        world.log("the move ends with the stream: " + over.getMessage());
      }
    }

    private void trying(Part part) throws InterruptedException {
      try {
        part.play();
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
        stream.close();
      }
    }
  }

  @FunctionalInterface
  private interface Part {
    void play() throws IOException, InterruptedException;
  }

  Crossroads(SimWorld world) throws Exception {
    this.world = world;
    this.network = new SimNetwork(world.tasks(), world::log);
    network.usually(Link.WAN.withLatency(10 * MILLI));
    this.relayed = pair(RELAY, 1);
    this.direct = pair(DIRECT, 2);
    network.link(RELAY[0], RELAY[1], Link.WAN.withLatency(30 * MILLI).withRate(1_000_000));
    ends.add(new End(relayed.get(0), direct.get(0)));
    ends.add(new End(relayed.get(1), direct.get(1)));
  }

  private List<ByteStream> pair(String[] names, int net) throws Exception {
    Network one = network.host(names[0], "192.0.2." + net);
    Network two = network.host(names[1], "198.51.100." + net);
    var at = new InetSocketAddress(InetAddress.ofLiteral("198.51.100." + net), 7);
    try (Listener listener = two.listen(at)) {
      ByteStream dialled = one.connect(at, world.tasks().in(SECOND));
      return List.of(dialled, listener.accept().stream());
    }
  }

  SimWorld world() {
    return world;
  }

  SimNetwork network() {
    return network;
  }

  /** The raw connections through the relay. */
  List<ByteStream> relayed() {
    return relayed;
  }

  List<ByteStream> direct() {
    return direct;
  }

  List<End> ends() {
    return ends;
  }

  /** Each end sends and receives, and begins to move this long after that. */
  void carry(byte[] there, byte[] back, long... begins) throws InterruptedException {
    List<TaskHandle> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      End end = ends.get(i);
      byte[] bytes = i == 0 ? there : back;
      long begin = begins[i];
      tasks.add(world.tasks().fork("sends " + i, () -> end.send(bytes)));
      tasks.add(world.tasks().fork("receives " + i, end::receive));
      if (begin >= 0) {
        tasks.add(world.tasks().fork("moves " + i, () -> end.move(1, begin)));
      }
    }
    for (TaskHandle task : tasks) {
      task.join();
    }
    check(ends.get(1), there);
    check(ends.get(0), back);
  }

  /** Nothing wrong came; who closes a direct way ends it early without a word. */
  private static void check(End end, byte[] sent) {
    assertThat(end.came.length).isLessThanOrEqualTo(sent.length);
    assertThat(end.came).isEqualTo(Arrays.copyOf(sent, end.came.length));
    end.heardAll &= end.came.length == sent.length;
  }

  /** All came on both sides. */
  void expectAll() {
    assertThat(ends).allMatch(end -> end.heardAll);
    assertThat(ends).allMatch(end -> end.failure().isEmpty());
  }

  @Override
  public void close() throws Exception {
    ends.forEach(end -> end.stream().close());
    direct.forEach(ByteStream::close);
    world.tasks().sleep(SECOND);
    assertThat(network.open()).isEmpty();
  }
}
