package dev.ferry.sim;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Listens to what Ferry logs. An error there is a defect that somebody caught so that the rest can
 * live on; a simulated run must not overlook it.
 */
final class DefectLog extends Handler implements AutoCloseable {
  private static final Logger FERRY = Logger.getLogger("dev.ferry");

  private final Consumer<LogRecord> defects;

  private DefectLog(Consumer<LogRecord> defects) {
    this.defects = defects;
  }

  /** Tells {@code defects} of each error, on the thread that logs it, until it is closed. */
  static DefectLog listen(Consumer<LogRecord> defects) {
    DefectLog log = new DefectLog(defects);
    FERRY.addHandler(log);
    return log;
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      defects.accept(entry);
    }
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    FERRY.removeHandler(this);
  }
}
