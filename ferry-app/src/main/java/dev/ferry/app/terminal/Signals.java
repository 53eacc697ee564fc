package dev.ferry.app.terminal;

/**
 * The signals of this process, by their names without {@code SIG}. The platform's own interface to
 * them is old and has no successor, so it is used here and nowhere else.
 */
public final class Signals {
  private Signals() {}

  /** A signal that is handled here until this is closed. */
  public interface Taken extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Handles a signal, on a thread of its own. What is ignored stays so: that is how nohup and a
   * shell's background jobs want it. Does nothing where there is no such signal.
   */
  public static Taken take(String name, Runnable action) {
    try {
      var signal = new sun.misc.Signal(name);
      var before = sun.misc.Signal.handle(signal, s -> action.run());
      if (before.equals(sun.misc.SignalHandler.SIG_IGN)) {
        sun.misc.Signal.handle(signal, before);
        return () -> {};
      }
      return () -> sun.misc.Signal.handle(signal, before);
    } catch (IllegalArgumentException notHere) {
      return () -> {};
    }
  }
}
