package dev.ferry.sim;

import dev.ferry.port.Randomness;
import dev.ferry.port.Task;
import dev.ferry.port.World;
import dev.ferry.sim.network.SimNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A world decided by a seed, in which a scenario runs: the scenario is the main task, exactly one
 * task runs at a time, and every use of a port is a point where another may run instead.
 *
 * <p>A run goes well when main returns, and everything it started has ended and everything it
 * opened is closed by then. It fails at once when nobody can move any more or no end is in sight;
 * and in the end when a task outlives main, something is open, a task crashed with an unchecked
 * exception nobody asked for, or something was logged as an error.
 */
public final class SimWorld {
  /** What happens in a world. */
  @FunctionalInterface
  public interface Scenario {
    void play(SimWorld world) throws Exception;
  }

  private final Scheduler scheduler;
  private final SimTasks tasks;
  private final Random bytes;
  private final SimNetwork network;
  private final List<Supplier<List<String>>> watched = new ArrayList<>();

  SimWorld(Settings settings) {
    this.scheduler = new Scheduler(settings);
    this.tasks = new SimTasks(scheduler);
    this.bytes = new Random(~settings.seed());
    this.network = new SimNetwork(tasks, this::log, new Random(settings.seed() * 31 + 7));
    watch(network::open);
  }

  /** Runs a scenario in a world of its own; see {@link Settings} for limits. */
  public static Run run(long seed, Scenario scenario) {
    return Settings.of(seed).run(scenario);
  }

  /**
   * Runs a scenario under the seeds from 0 on, each time in a new world.
   *
   * @throws AssertionError when a run fails, naming its seed
   */
  public static void underSeeds(int seeds, Scenario scenario) {
    for (long seed = 0; seed < seeds; seed++) {
      run(seed, scenario).check();
    }
  }

  Run run(Scenario scenario) {
    try {
      return scheduler.run(() -> play(scenario));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a simulated world ran", stopped);
    }
  }

  private void play(Scenario scenario) throws Exception {
    try {
      scenario.play(this);
    } finally {
      scheduler.joinHooks();
    }
    List<String> open = watched.stream().flatMap(w -> w.get().stream()).toList();
    // Looking was a switch point too.
    scheduler.joinHooks();
    if (!open.isEmpty()) {
      throw SimulationFailure.leftOpen(open);
    }
  }

  /** What {@code open} lists when main has ended, is a leak. The network is watched already. */
  public void watch(Supplier<List<String>> open) {
    watched.add(open);
  }

  public SimTasks tasks() {
    return tasks;
  }

  /** The network that all hosts of this world are on. */
  public SimNetwork network() {
    return network;
  }

  /** The ports as a new host with these literal addresses sees them. */
  public World host(String name, String... addresses) {
    return new World(tasks, network.host(name, addresses), random());
  }

  /** Random bytes that depend on nothing but the seed and the order of the calls. */
  public Randomness random() {
    return bytes::nextBytes;
  }

  /** Adds a line to the trace. */
  public void log(String what) {
    scheduler.log(what);
  }

  /** How many switch points were passed so far. */
  public long switches() {
    return scheduler.switches();
  }

  /**
   * Runs {@code task} exactly at switch {@code number}, before anybody else; up to there the run is
   * the same as without.
   */
  public void atSwitch(long number, Task task) {
    scheduler.atSwitch(number, task);
  }
}
