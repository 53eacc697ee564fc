package dev.ferry.sim;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.util.Optional;

/**
 * A task of the simulated world: a virtual thread that runs only while it has the turn. Its fields
 * are touched by the thread that has the turn, whichever task that is.
 */
final class SimTask implements TaskHandle {
  private enum Outcome {
    READY,
    TOO_LATE,
    INTERRUPTED,
    FAULTY
  }

  private final Scheduler scheduler;
  private final int number;
  private final String name;
  private final Task body;
  private final Thread thread;
  private Wait wait = new Wait.Nothing();
  private Outcome outcome = Outcome.READY;
  private boolean woken;
  private boolean interrupted;
  private boolean done;
  private boolean failureSeen;
  private Optional<Throwable> failure = Optional.empty();
  private Optional<RuntimeException> fault = Optional.empty();

  SimTask(Scheduler scheduler, int number, String name, Task body) {
    this.scheduler = scheduler;
    this.number = number;
    this.name = name;
    this.body = body;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::live);
  }

  private void live() {
    try {
      body.run();
    } catch (Throwable thrown) {
      failure = Optional.of(thrown);
    }
    scheduler.ended(this);
  }

  void end() {
    done = true;
    wait = new Wait.Nothing();
  }

  /** Tells tasks of the same name apart. */
  int number() {
    return number;
  }

  Thread thread() {
    return thread;
  }

  Wait waiting() {
    return wait;
  }

  /** Waits for nothing but the next turn. */
  void ready() {
    wait = new Wait.Nothing();
  }

  void waitFor(Wait what) {
    wait = what;
    woken = true;
  }

  /** Something changed under {@code monitor}. */
  void wake(SimMonitor monitor) {
    if (wait instanceof Wait.Condition c && c.monitor() == monitor) {
      woken = true;
    }
  }

  /** When the clock alone lets this task run on. */
  long deadline() {
    return wait instanceof Wait.Condition c ? c.deadline() : Tasks.NEVER;
  }

  /** Whether it is worth trying to run this task. */
  boolean mayRun(long now) {
    return switch (wait) {
      case Wait.Nothing _ -> true;
      case Wait.Condition c -> interrupted || woken || c.deadline() <= now;
      case Wait.End e -> e.of().done;
    };
  }

  /** Evaluates what the task waits for; whether it really runs now. */
  boolean takesTurn(long now) {
    return switch (wait) {
      case Wait.Nothing _ -> true;
      case Wait.End e -> e.of().done;
      case Wait.Condition c -> {
        Optional<Outcome> ended = evaluate(c, now);
        ended.ifPresent(o -> outcome = o);
        yield ended.isPresent();
      }
    };
  }

  private Optional<Outcome> evaluate(Wait.Condition condition, long now) {
    if (interrupted) {
      return Optional.of(Outcome.INTERRUPTED);
    }
    woken = false;
    try {
      if (condition.monitor().holds(condition.ready())) {
        // What held may also have taken something, so it counts as a change.
        scheduler.wake(condition.monitor());
        return Optional.of(Outcome.READY);
      }
    } catch (RuntimeException thrown) {
      fault = Optional.of(thrown);
      return Optional.of(Outcome.FAULTY);
    }
    return condition.deadline() <= now ? Optional.of(Outcome.TOO_LATE) : Optional.empty();
  }

  /** How the wait ended: whether its condition held. */
  boolean outcome() throws InterruptedException {
    return switch (outcome) {
      case READY -> true;
      case TOO_LATE -> false;
      case INTERRUPTED -> {
        deliverInterrupt();
        yield false;
      }
      case FAULTY -> throw fault.orElseThrow();
    };
  }

  void deliverInterrupt() throws InterruptedException {
    if (interrupted) {
      interrupted = false;
      throw new InterruptedException(name + " was interrupted");
    }
  }

  void keepInterrupt() {
    interrupted = true;
  }

  /** A failure that is a bug and that nobody has asked for. */
  Optional<Throwable> crash() {
    return failureSeen ? Optional.empty() : failure.filter(SimTask::isBug);
  }

  private static boolean isBug(Throwable thrown) {
    return (thrown instanceof RuntimeException && !(thrown instanceof ScopeClosed))
        || (thrown instanceof Error && !(thrown instanceof Abandoned));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void interrupt() {
    scheduler.point();
    if (!done) {
      interrupted = true;
      scheduler.log("interrupts " + name);
    }
  }

  @Override
  public void join() {
    scheduler.join(this);
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public Optional<Throwable> failure() {
    failureSeen |= failure.isPresent();
    return failure;
  }

  Optional<Throwable> thrown() {
    return failure;
  }
}
