package dev.ferry.bench.row;

import dev.ferry.sim.dht.Churn;
import dev.ferry.sim.dht.Swarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Networks of up to ten thousand nodes in this process, half of which leave in an hour: how many of
 * the values that live are found, in how many hops, for how many messages and how much memory.
 */
public final class DhtSimRow implements Row {
  private static final double WANTED = 99.9;
  private static final List<Integer> SIZES = List.of(10_000, 1000, 100);
  private static final long LEAST_LATENCY = 10 * Swarm.MILLI;
  private static final long MOST_LATENCY = 80 * Swarm.MILLI;
  private static final long SETTLING = 10 * Swarm.MINUTE;
  private static final long DURATION = 60 * Swarm.MINUTE;
  private static final long HALF_STAY = 60 * Swarm.MINUTE;

  @Override
  public String name() {
    return "dht-sim";
  }

  @Override
  public Result measure(Setting setting) {
    List<String> notes = new ArrayList<>();
    List<Entrant> entrants = new ArrayList<>();
    for (int size : SIZES) {
      setting.told().accept("dht-sim: %d nodes".formatted(size));
      entrants.add(live(size, notes));
    }
    notes.add("Each value is asked for twice while it lives, by a node drawn by chance.");
    return new Result(
        name(),
        "Values that are found while half of 10,000 nodes leave in an hour",
        Scale.SHARE,
        0,
        List.of(entrants.getFirst()),
        Map.of("wanted", 1.0),
        Map.of("wanted", WANTED),
        notes);
  }

  /** In a frame of its own, so that nothing of one network is held while the next is measured. */
  private static Entrant live(int size, List<String> notes) {
    long before = memory();
    Swarm swarm = new Swarm(size, LEAST_LATENCY, MOST_LATENCY);
    Churn churn = new Churn(swarm, size);
    churn.gather(SETTLING);
    long held = (memory() - before) / size;
    Churn.Report report = churn.run(DURATION, HALF_STAY, Swarm.SECOND);
    notes.add(note(report, held));
    return new Entrant(size + " nodes", List.of(new Run(report.share(), 0)));
  }

  private static long memory() {
    // What is garbage by now must not count.
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String note(Churn.Report report, long held) {
    return String.format(
        Locale.ROOT,
        "%d nodes, %d left: %d of %d gets found their value (%.3f %%); %.2f hops and %.1f nodes"
            + " asked a get, %.0f ms; %.1f datagrams a node and minute in all; %.1f kB of memory a"
            + " node.",
        report.nodes(),
        report.left(),
        report.found(),
        report.gets(),
        100 * report.share(),
        report.hops(),
        report.asked(),
        report.latency() / Swarm.MILLI,
        report.idle(),
        held / 1e3);
  }
}
