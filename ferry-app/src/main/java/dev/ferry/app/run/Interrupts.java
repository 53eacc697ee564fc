package dev.ferry.app.run;

import dev.ferry.app.report.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and its kin: the first asks the command to put its work away, the second ends the process
 * at once. Closing it gives the signals back.
 */
public final class Interrupts implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  /** A signal that is handled here, and who handled it before. */
  private record Taken(Signal signal, SignalHandler before) {}

  private final AtomicInteger count = new AtomicInteger();
  private final List<Taken> taken = new ArrayList<>();
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
    SIGNALS.forEach(interrupts::take);
    return interrupts;
  }

  /** The same without signals: only {@link #interrupt} brings one. */
  static Interrupts by(Runnable stop, Runnable halt) {
    return new Interrupts(stop, halt);
  }

  private void take(String name) {
    try {
      Signal signal = new Signal(name);
      SignalHandler before = Signal.handle(signal, s -> interrupt());
      if (before.equals(SignalHandler.SIG_IGN)) {
        // Started by nohup, or in the background by a shell: what it ignores stays ignored.
        Signal.handle(signal, before);
      } else {
        taken.add(new Taken(signal, before));
      }
    } catch (IllegalArgumentException notHere) {
      // The platform has no such signal, or the JVM keeps it for itself.
    }
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
    taken.forEach(t -> Signal.handle(t.signal(), t.before()));
  }
}
