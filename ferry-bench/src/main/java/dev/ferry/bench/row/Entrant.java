package dev.ferry.bench.row;

import java.util.List;

/**
 * One program in a row, and its runs.
 *
 * @param setUp seconds of each run that went by before the first byte, such as for signing in;
 *     counted out of its speed
 */
public record Entrant(String name, List<Run> runs, double setUp) {
  public Entrant {
    runs = List.copyOf(runs);
  }

  public Entrant(String name, List<Run> runs) {
    this(name, runs, 0);
  }

  /** Seconds, without the set-up. */
  public List<Double> seconds() {
    return runs.stream().map(run -> Math.max(1e-6, run.seconds() - setUp)).toList();
  }

  /** The highest of its runs. */
  public long peakMemory() {
    return runs.stream().mapToLong(Run::peakMemory).max().orElse(0);
  }

  public double medianSeconds() {
    return median(seconds());
  }

  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
