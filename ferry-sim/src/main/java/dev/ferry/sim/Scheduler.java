package dev.ferry.sim;

import dev.ferry.port.Task;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimulationFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.LogRecord;

/**
 * Gives the turn to one task at a time. At each switch point it draws among the tasks that may run;
 * when none may, the clock jumps to the soonest deadline; when there is none, the run has failed.
 *
 * <p>No locks: everything here is touched only by the thread that has the turn, and {@link
 * #running} hands it on with all that was written before.
 */
final class Scheduler {
  private enum Phase {
    BEFORE,
    RUNNING,
    OVER
  }

  private final Settings settings;
  private final Lottery lottery;
  private final Trace trace = new Trace();
  private final List<SimTask> live = new ArrayList<>();
  private final Findings findings = new Findings();
  private final TreeMap<Long, Task> hooks = new TreeMap<>();
  private final List<SimTask> hooked = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final SimTask nobody = new SimTask(this, 0, "nobody", () -> {});
  private volatile Phase phase = Phase.BEFORE;
  private volatile SimTask running = nobody;
  private SimTask main = nobody;
  private boolean inside;
  private int tasks;
  private long now;
  private long switches;

  Scheduler(Settings settings) {
    this.settings = settings;
    this.lottery = new Lottery(settings.seed());
  }

  /** Runs the main task and all it forks; returns when the run is over. */
  Run run(Task body) throws InterruptedException {
    main = add("main", body);
    try (DefectLog log = DefectLog.listen(this::defect)) {
      phase = Phase.RUNNING;
      giveTurnTo(main);
      Watchdog.await(finished, this);
    }
    Optional<Throwable> failure = findings.failure();
    live.forEach(this::unwind);
    running = nobody;
    return new Run(settings.seed(), trace.lines(), trace.fingerprint(), switches, now, failure);
  }

  private void defect(LogRecord logged) {
    if (running.thread() == Thread.currentThread() && phase == Phase.RUNNING) {
      String text = String.valueOf(logged.getMessage());
      log("logs a defect: " + text);
      findings.defect(running.name(), new IllegalStateException(text, logged.getThrown()));
    }
  }

  /** Lets a task that is left over run its finally blocks and end. */
  private void unwind(SimTask left) {
    if (left.thread().getState() != Thread.State.NEW) {
      running = left;
      LockSupport.unpark(left.thread());
      Watchdog.join(left.thread());
    }
  }

  SimTask fork(String name, Task body) {
    if (phase == Phase.OVER) {
      throw new Abandoned();
    }
    SimTask child = add(name, body);
    log("forks " + name);
    point();
    return child;
  }

  /** A point where any other task may run first. */
  void point() {
    if (phase == Phase.RUNNING && !inside) {
      SimTask me = caller();
      me.ready();
      pass(me);
    }
  }

  boolean await(SimMonitor monitor, BooleanSupplier ready, long deadline)
      throws InterruptedException {
    refuseInside("wait");
    if (phase != Phase.RUNNING) {
      return await(monitor, ready);
    }
    SimTask me = caller();
    me.deliverInterrupt();
    me.waitFor(new Wait.Condition(monitor, ready, deadline));
    pass(me);
    return me.outcome();
  }

  /**
   * Outside of the run nothing will change any more, so a wait either succeeds at once or never.
   */
  private boolean await(SimMonitor monitor, BooleanSupplier ready) {
    if (running.thread() == Thread.currentThread()) {
      throw new Abandoned();
    }
    if (monitor.holds(ready)) {
      return true;
    }
    throw new IllegalStateException("would wait for ever: the simulated world does not run");
  }

  void join(SimTask task) {
    refuseInside("join");
    if (phase == Phase.OVER && running.thread() == Thread.currentThread()) {
      throw new Abandoned();
    }
    if (phase == Phase.RUNNING) {
      SimTask me = caller();
      me.waitFor(new Wait.End(task));
      pass(me);
    } else if (!task.done()) {
      throw new IllegalStateException("would wait for ever: the simulated world does not run");
    }
  }

  void interruptSelf() {
    if (phase == Phase.RUNNING) {
      caller().keepInterrupt();
    }
  }

  private SimTask caller() {
    SimTask me = running;
    if (me.thread() != Thread.currentThread()) {
      throw new IllegalStateException(
          "thread " + Thread.currentThread() + " is no task of this simulated world");
    }
    return me;
  }

  private void pass(SimTask me) {
    Optional<SimTask> next = draw();
    if (next.isPresent() && next.get() == me) {
      return;
    }
    next.ifPresent(this::giveTurnTo);
    while (running != me) {
      LockSupport.park(this);
    }
    if (phase == Phase.OVER) {
      throw new Abandoned();
    }
  }

  private void giveTurnTo(SimTask next) {
    running = next;
    if (next.thread().getState() == Thread.State.NEW) {
      next.thread().start();
    } else {
      LockSupport.unpark(next.thread());
    }
  }

  /** Who runs next; nobody when that ends the run. */
  private Optional<SimTask> draw() {
    switches++;
    if (switches > settings.switchLimit()) {
      return over(Kind.RUNAWAY, "no end after " + settings.switchLimit() + " switches");
    }
    Optional<SimTask> next = Optional.ofNullable(hooks.remove(switches)).map(this::hook);
    while (next.isEmpty() && phase == Phase.RUNNING) {
      next = lottery.draw(live, now);
      if (next.isEmpty()) {
        jump();
      }
    }
    next.ifPresent(t -> trace.turn(now, t, settings.traceSwitches()));
    return next;
  }

  private SimTask hook(Task body) {
    SimTask task = add("at-switch-" + switches, body);
    hooked.add(task);
    return task;
  }

  /** Hooks are no tasks of the scenario: main waits for them without being asked to. */
  void joinHooks() {
    while (!hooked.isEmpty()) {
      join(hooked.removeFirst());
    }
  }

  private SimTask add(String name, Task body) {
    SimTask task = new SimTask(this, ++tasks, name, body);
    live.add(task);
    return task;
  }

  private void jump() {
    long soonest = live.stream().mapToLong(SimTask::deadline).min().orElse(Tasks.NEVER);
    if (soonest == Tasks.NEVER) {
      over(Kind.STUCK, "nobody can move");
    } else if (soonest > settings.timeLimit().toNanos()) {
      over(Kind.RUNAWAY, "no end after " + settings.timeLimit() + " of simulated time");
    } else {
      now = soonest;
    }
  }

  void ended(SimTask task) {
    task.end();
    if (phase != Phase.RUNNING) {
      return;
    }
    live.remove(task);
    log(task.thrown().map(t -> "fails: " + t).orElse("ends"));
    findings.ended(task);
    if (task != main) {
      draw().ifPresent(this::giveTurnTo);
      return;
    }
    task.failure().ifPresent(findings::reason);
    if (live.isEmpty()) {
      finish();
    } else {
      over(Kind.LEAKED, "main has ended, but others live on");
    }
  }

  private Optional<SimTask> over(Kind kind, String what) {
    findings.reason(SimulationFailure.of(kind, what, live));
    finish();
    return Optional.empty();
  }

  private void finish() {
    running = nobody;
    phase = Phase.OVER;
    finished.countDown();
  }

  /** A task computes without end and never reaches a switch point. */
  void endless() {
    findings.reason(SimulationFailure.of(Kind.RUNAWAY, "a task never waits", List.of(running)));
    live.clear();
  }

  void refuseInside(String what) {
    if (inside) {
      throw new IllegalStateException(what + " inside a monitor: neither may a change wait");
    }
  }

  void inside(boolean on) {
    inside = on;
  }

  void wake(SimMonitor monitor) {
    for (SimTask task : live) {
      task.wake(monitor);
    }
  }

  void atSwitch(long number, Task body) {
    hooks.put(number, body);
  }

  void log(String what) {
    if (phase == Phase.RUNNING) {
      trace.log(now, running.name(), what);
    }
  }

  long now() {
    return now;
  }

  long switches() {
    return switches;
  }
}
