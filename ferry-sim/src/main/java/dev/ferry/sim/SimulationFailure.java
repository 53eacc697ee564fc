package dev.ferry.sim;

import java.util.Collection;
import java.util.stream.Collectors;

/** Why a simulated run failed although its main task threw nothing; the message names the tasks. */
public final class SimulationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of thing went wrong. */
  public enum Kind {
    /** Nobody can move and no deadline is left: somebody waits for what never comes. */
    STUCK,
    /** Tasks live on, or things are open, although main has ended. */
    LEAKED,
    /** No end in sight: too many switches, or too much simulated time. */
    RUNAWAY,
    /** A task ended with an unchecked exception that nobody asked for. */
    CRASHED
  }

  private final Kind kind;

  private SimulationFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static SimulationFailure of(Kind kind, String what, Collection<SimTask> tasks) {
    return new SimulationFailure(
        kind,
        kind
            + ": "
            + what
            + tasks.stream().map(t -> "\n  " + Whereabouts.of(t)).collect(Collectors.joining()));
  }

  static SimulationFailure leftOpen(Collection<String> things) {
    return new SimulationFailure(Kind.LEAKED, "LEAKED: nobody closed " + String.join(", ", things));
  }

  static SimulationFailure crash(String task, Throwable thrown) {
    var crash = new SimulationFailure(Kind.CRASHED, "CRASHED: task " + task + ": " + thrown);
    crash.initCause(thrown);
    return crash;
  }

  public Kind kind() {
    return kind;
  }
}
