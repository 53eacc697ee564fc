package dev.ferry.bench.row;

import dev.ferry.bench.peer.DhtLoad;
import dev.ferry.bench.peer.DhtServer;
import dev.ferry.bench.peer.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts and gets that one node of the DHT answers, beside dhtnode, and what they cost it. */
public final class DhtRow implements Row {
  private static final int REQUESTS = 40_000;
  private static final int WARM_UP = 200_000;

  @Override
  public String name() {
    return "dht";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    Path dhtnode = Programs.need("dhtnode");
    Map<String, List<Double>> costs = new LinkedHashMap<>();
    Turns turns = new Turns(setting, name());
    try (DhtServer.Running ours = DhtServer.ours(setting.folder());
        DhtServer.Running theirs = DhtServer.dhtnode(setting.folder(), dhtnode);
        DhtLoad atOurs = new DhtLoad(ours.at());
        DhtLoad atTheirs = new DhtLoad(theirs.at())) {
      // Half a minute of a node's life, in which its code is compiled.
      setting.told().accept("dht: warming up");
      atOurs.run(WARM_UP);
      turns.add(
          "ferry", () -> run(ours, atOurs, costs.computeIfAbsent("ferry", n -> new ArrayList<>())));
      turns.add(
          "dhtnode",
          () -> run(theirs, atTheirs, costs.computeIfAbsent("dhtnode", n -> new ArrayList<>())));
      turns.take(setting.runs());
    }
    List<String> notes = new ArrayList<>();
    costs.forEach((program, cost) -> notes.add(note(program, cost)));
    notes.add("Half of the requests are puts of 100 bytes; 48 askers, each with one at a time.");
    notes.add("Both nodes let 8192 requests a second pass, 1024 of one address.");
    return new Result(
        name(),
        "Puts and gets that one node answers",
        Scale.RATE,
        REQUESTS,
        turns.entrants(),
        Map.of("dhtnode", 1.0),
        Map.of(),
        notes);
  }

  private static String note(String program, List<Double> costs) {
    return String.format(
        Locale.ROOT, "%s takes %.1f µs of CPU a request.", program, Entrant.median(costs));
  }

  private static Run run(DhtServer.Running node, DhtLoad load, List<Double> costs)
      throws IOException, InterruptedException {
    double before = cpu(node);
    double seconds = load.run(REQUESTS);
    costs.add((cpu(node) - before) * 1e6 / REQUESTS);
    return new Run(seconds, 0);
  }

  private static double cpu(DhtServer.Running node) {
    Duration used = node.child().handle().info().totalCpuDuration().orElse(Duration.ZERO);
    return used.toNanos() / 1e9;
  }
}
