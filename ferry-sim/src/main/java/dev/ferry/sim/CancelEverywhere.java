package dev.ferry.sim;

import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Plays a scenario once as it is and counts its switches, then again and again, each time with
 * something done at exactly one of them: a cancel, a close, the loss of a stream. Every run must go
 * well as {@link Run#check} has it: no task lives on, nothing is left open.
 *
 * @param seed decides the order of turns, so all runs are equal up to the switch
 * @param most runs at most; of more switches so many are drawn, the first and the last among them
 */
public record CancelEverywhere(long seed, int most) {
  private static final int BEARABLE = 1000;

  /** Every switch of a scenario that is not very long. */
  public static CancelEverywhere withSeed(long seed) {
    return drawing(BEARABLE, seed);
  }

  /** At most so many switches, or as many as the system property {@code ferry.everywhere} says. */
  public static CancelEverywhere drawing(int most, long seed) {
    return new CancelEverywhere(seed, Integer.getInteger("ferry.everywhere", most));
  }

  /** The stretch of a scenario in which it can be disturbed. */
  public static final class Cut {
    private final SimWorld world;
    private final Monitor monitor;
    private long from;
    private long to;
    private Task disturbance = () -> {};
    private boolean striking;

    private Cut(SimWorld world) {
      this.world = world;
      this.monitor = world.tasks().monitor();
    }

    /** From here on {@code disturb} may be called, once and on a task of its own. */
    public void begins(Task disturb) {
      disturbance = disturb;
      from = world.switches() + 1;
    }

    /** Up to here; waits for the disturbance to end, if there was one. */
    public void ends() throws InterruptedException {
      to = world.switches();
      monitor.await(() -> !striking, Tasks.NEVER);
    }

    private void strike() throws Exception {
      world.log("the scenario is disturbed");
      striking = true;
      try {
        disturbance.run();
      } finally {
        monitor.change(() -> striking = false);
      }
    }
  }

  /** What is played; it says in which stretch it can be disturbed, and how. */
  @FunctionalInterface
  public interface Scenario {
    void play(SimWorld world, Cut cut) throws Exception;
  }

  /**
   * What was tried.
   *
   * @param switches how many there were to strike at
   * @param struck how many of them were tried
   */
  public record Report(long switches, int struck) {
    @Override
    public String toString() {
      return "disturbed at " + struck + " of " + switches + " switches";
    }
  }

  /**
   * Plays it.
   *
   * @throws AssertionError when a run fails, with the switch it was disturbed at
   */
  public Report run(Scenario scenario) {
    List<Cut> counted = new ArrayList<>(1);
    Settings.of(seed)
        .run(world -> {
          counted.add(new Cut(world));
          scenario.play(world, counted.getFirst());
        })
        .check();
    Cut stretch = counted.getFirst();
    if (stretch.from == 0 || stretch.to < stretch.from) {
      throw new IllegalArgumentException("the scenario does not say where it can be disturbed");
    }
    Collection<Long> chosen = choose(stretch.from, stretch.to);
    chosen.forEach(at -> strike(scenario, at));
    return new Report(stretch.to - stretch.from + 1, chosen.size());
  }

  private void strike(Scenario scenario, long at) {
    Run run =
        Settings.of(seed)
            .run(world -> {
              Cut cut = new Cut(world);
              world.atSwitch(at, cut::strike);
              scenario.play(world, cut);
            });
    try {
      run.check();
    } catch (AssertionError failed) {
      throw new AssertionError("disturbed at switch " + at + ": " + failed.getMessage(), failed);
    }
  }

  private Collection<Long> choose(long from, long to) {
    Collection<Long> chosen = new TreeSet<>(List.of(from, to));
    if (to - from < most) {
      for (long at = from; at < to; at++) {
        chosen.add(at);
      }
      return chosen;
    }
    Random dice = new Random(seed);
    while (chosen.size() < most) {
      chosen.add(dice.nextLong(from, to + 1));
    }
    return chosen;
  }
}
