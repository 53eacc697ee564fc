package dev.ferry.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run that is over.
 *
 * @param trace what happened: simulated time, task, what
 * @param fingerprint equal for two runs that made the same turns at the same times
 * @param switches how many points there were at which another task could run
 * @param nanos simulated time at the end
 * @param failure why the run failed: what main threw, or a {@link SimulationFailure}
 */
public record Run(
    long seed,
    List<String> trace,
    long fingerprint,
    long switches,
    long nanos,
    Optional<Throwable> failure) {
  private static final int SHOWN = 60;

  public Run {
    trace = List.copyOf(trace);
  }

  public Duration time() {
    return Duration.ofNanos(nanos);
  }

  /**
   * Answers this run when it went well.
   *
   * @throws AssertionError when it failed: with the seed, the cause and the end of the trace
   */
  public Run check() {
    failure.ifPresent(cause -> {
      throw new AssertionError(
          "seed " + seed + ", switch " + switches + ": " + cause + "\n" + tail(), cause);
    });
    return this;
  }

  private String tail() {
    List<String> shown = trace.subList(Math.max(0, trace.size() - SHOWN), trace.size());
    return String.join("\n", shown);
  }
}
