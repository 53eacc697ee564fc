package dev.ferry.app.run;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.terminal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and its kin: the first asks the command to put its work away, the second ends the process
 * at once. Closing it gives the signals back.
 */
public final class Interrupts implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final AtomicInteger count = new AtomicInteger();
  private final List<Signals.Taken> taken = new ArrayList<>();
  private final Runnable stop;
  private final Runnable halt;

  private Interrupts(Runnable stop, Runnable halt) {
    this.stop = stop;
    this.halt = halt;
  }

  /**
   * Takes the signals.
   *
   * @param stop called once, on a thread of its own
   */
  public static Interrupts take(Runnable stop) {
    Interrupts interrupts =
        new Interrupts(stop, () -> Runtime.getRuntime().halt(ExitStatus.CANCELLED));
    for (String signal : SIGNALS) {
      interrupts.taken.add(Signals.take(signal, interrupts::interrupt));
    }
    return interrupts;
  }

  /** The same without signals: only {@link #interrupt} brings one. */
  static Interrupts by(Runnable stop, Runnable halt) {
    return new Interrupts(stop, halt);
  }

  /** What a signal does. */
  void interrupt() {
    if (count.incrementAndGet() == 1) {
      Thread.ofPlatform().daemon().name("stop").start(stop);
    } else {
      halt.run();
    }
  }

  /** Whether a signal has come. */
  public boolean interrupted() {
    return count.get() > 0;
  }

  @Override
  public void close() {
    taken.forEach(Signals.Taken::close);
  }
}
