package dev.ferry.bench.row;

import dev.ferry.bench.peer.DhtServer;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a get of one small value takes on loopback, from the wish to the last answer. */
public final class DhtGetRow implements Row {
  private static final double LIMIT = 2;
  private static final int WARM_UP = 2000;
  private static final int GETS = 300;
  private static final long SECOND = 1_000_000_000;

  @Override
  public String name() {
    return "dht-get";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException {
    Tasks tasks = new RealTasks();
    World world =
        new World(tasks, new SocketNetwork(Interfaces.loopback()), new SystemRandomness());
    Turns turns = new Turns(setting, name());
    try (DhtServer.Running server = DhtServer.ours(setting.folder());
        DhtNode client = DhtNode.start(world, NodeConfig.light(world.random()), beside(server))) {
      client.awaitConnected(tasks.in(10 * SECOND));
      InfoHash key = InfoHash.ofText("bench");
      put(client, key, tasks);
      for (int i = 0; i < WARM_UP; i++) {
        get(client, key, tasks);
      }
      turns.add("ferry", () -> new Run(median(client, key, tasks), 0));
      turns.take(setting.runs());
    }
    return new Result(
        name(),
        "A get of a small value on loopback",
        Scale.TIME,
        0,
        turns.entrants(),
        Map.of("limit", 1.0),
        Map.of("limit", LIMIT),
        List.of("Each run is the median of %d gets, each in two steps.".formatted(GETS)));
  }

  private static Surroundings beside(DhtServer.Running server) {
    InetAddress here = server.at().getAddress();
    return Surroundings.at(
        new InetSocketAddress(here, 0),
        List.of(here.getHostAddress() + ":" + server.at().getPort()));
  }

  private static void put(DhtNode client, InfoHash key, Tasks tasks)
      throws IOException, InterruptedException {
    try {
      client.put(key, Value.of(Bytes.ofText("a small value")), tasks.in(10 * SECOND));
    } catch (DhtException e) {
      throw new IOException(e);
    }
  }

  private static double median(DhtNode client, InfoHash key, Tasks tasks)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < GETS; i++) {
      seconds.add(get(client, key, tasks));
    }
    return Entrant.median(seconds);
  }

  private static double get(DhtNode client, InfoHash key, Tasks tasks)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try {
      if (client.get(key, Query.ALL, tasks.in(10 * SECOND)).size() != 1) {
        throw new IOException("the value is gone");
      }
    } catch (DhtException e) {
      throw new IOException(e);
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
