package dev.ferry.app.run;

import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Where the library's logs go: defects to standard error, all else nowhere, unless {@code
 * FERRY_LOG} asks for {@code warning}, {@code info} or {@code debug}. What users need to know comes
 * from reports, never from a log.
 */
public final class Logs {
  private static final String SLF4J = "slf4j.internal.verbosity";
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /** Kept here, since the platform forgets a logger and its level when nobody holds it. */
  private static final Logger OURS = Logger.getLogger("dev.ferry");

  private Logs() {}

  /** Sets that up for this process. */
  public static void set(Map<String, String> environment) {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
    }
    quiet();
    LogManager.getLogManager().reset();
    Level level = level(environment.getOrDefault("FERRY_LOG", ""));
    ConsoleHandler console = new ConsoleHandler();
    console.setLevel(level);
    Logger root = Logger.getLogger("");
    root.addHandler(console);
    root.setLevel(level.intValue() < Level.WARNING.intValue() ? Level.WARNING : Level.SEVERE);
    OURS.setLevel(level);
  }

  /** Libraries that log by another way say nothing of having nowhere to log to. */
  public static void quiet() {
    if (System.getProperty(SLF4J) == null) {
      System.setProperty(SLF4J, "ERROR");
    }
  }

  private static Level level(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "debug" -> Level.FINE;
      case "info" -> Level.INFO;
      case "warning" -> Level.WARNING;
      default -> Level.SEVERE;
    };
  }
}
