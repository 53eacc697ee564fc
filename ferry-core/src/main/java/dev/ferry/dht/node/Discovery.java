package dev.ferry.dht.node;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackReader.Kind;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds nodes nearby: asks a multicast group as OpenDHT does, and answers who asks. Others are only
 * asked whether they are there; nothing that comes this way is believed further.
 */
final class Discovery {
  private static final System.Logger LOG = System.getLogger(Discovery.class.getName());
  private static final long SECOND = 1_000_000_000;
  private static final long PAUSE = 60 * SECOND;

  /** Alone it asks more often: a question is easily lost, and others come up at any time. */
  private static final long FIRST_PAUSE = SECOND;

  private static final long PAUSE_ALONE = 10 * SECOND;
  private static final int PORT = 8888;
  private static final int LARGEST = 2048;
  private static final int PORTS = 65_535;
  private static final String QUESTION = "q";
  private static final String SERVICE = "dht";
  private static final List<InetSocketAddress> GROUPS =
      List.of(
          new InetSocketAddress(InetAddress.ofLiteral("239.192.0.1"), PORT),
          new InetSocketAddress(InetAddress.ofLiteral("ff08::101"), PORT));

  private final World world;
  private final NodeConfig config;
  private final int port;
  private final NodeLife life;

  /**
   * @param port where the node receives
   */
  Discovery(World world, NodeConfig config, int port, NodeLife life) {
    this.world = world;
    this.config = config;
    this.port = port;
    this.life = life;
  }

  void run() throws InterruptedException {
    try (TaskScope scope = new TaskScope(world.tasks())) {
      List<DatagramPort> asking = new ArrayList<>();
      for (InetSocketAddress group : GROUPS) {
        open(scope, group, () -> world.network().multicast(group));
      }
      for (InetAddress local : world.network().local()) {
        open(scope, local, () -> world.network().datagrams(new InetSocketAddress(local, 0)))
            .ifPresent(asking::add);
      }
      long pause = FIRST_PAUSE;
      while (!asking.isEmpty()) {
        asking.forEach(Discovery::ask);
        world.tasks().sleep(pause);
        boolean connected = life.awaitConnected(world.tasks().now());
        pause = connected ? PAUSE : Math.min(2 * pause, PAUSE_ALONE);
      }
    }
  }

  private interface Opening {
    DatagramPort open() throws IOException;
  }

  private Optional<DatagramPort> open(TaskScope scope, Object what, Opening opening) {
    try {
      DatagramPort opened = scope.own(opening.open());
      scope.fork("dht hears at " + what, () -> hear(opened));
      return Optional.of(opened);
    } catch (IOException without) {
      LOG.log(System.Logger.Level.DEBUG, "no discovery at " + what, without);
      return Optional.empty();
    }
  }

  private static void ask(DatagramPort from) {
    byte[] question = new PackWriter().text(QUESTION).toByteArray();
    for (InetSocketAddress group : GROUPS) {
      boolean ipv6 = from.address().getAddress().getAddress().length == 16;
      if (ipv6 == (group.getAddress().getAddress().length == 16)) {
        send(from, group, question);
      }
    }
  }

  private static void send(DatagramPort from, InetSocketAddress to, byte[] bytes) {
    try {
      from.send(to, ByteBuffer.wrap(bytes));
    } catch (IOException noWay) {
      LOG.log(System.Logger.Level.DEBUG, "no discovery towards " + to, noWay);
    }
  }

  private void hear(DatagramPort at) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    while (true) {
      Optional<InetSocketAddress> from = at.receive(buffer.clear(), world.tasks().in(PAUSE));
      if (from.isPresent()) {
        mind(at, from.get(), new PackReader(buffer.array(), 0, buffer.position()));
      }
    }
  }

  private void mind(DatagramPort at, InetSocketAddress from, PackReader in) {
    try {
      if (in.kind() == Kind.TEXT) {
        if (in.text().equals(QUESTION) && !config.client()) {
          send(at, from, announcement());
        }
        return;
      }
      for (int left = in.map(); left > 0; left--) {
        if (in.key().equals(SERVICE)) {
          announced(from.getAddress(), in.next());
        } else {
          in.skip();
        }
      }
    } catch (Malformed nonsense) {
      LOG.log(System.Logger.Level.TRACE, "nonsense from {0}", from);
    }
  }

  private byte[] announcement() {
    PackWriter out = new PackWriter().map(1).text(SERVICE).array(3);
    config.id().writeTo(out);
    return out.unsigned(port).unsigned(config.network()).toByteArray();
  }

  private void announced(InetAddress where, PackReader in) throws Malformed {
    if (in.array() < 3) {
      return;
    }
    InfoHash id = InfoHash.read(in);
    int there = (int) in.unsigned(PORTS);
    long network = in.unsigned();
    if (network == config.network() && !id.equals(config.id()) && there != 0) {
      life.bootstrap(List.of(new InetSocketAddress(where, there)));
    }
  }
}
