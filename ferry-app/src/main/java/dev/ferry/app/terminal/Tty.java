package dev.ferry.app.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What this process's terminal is like: whether there is one, how wide, what it can draw. */
public final class Tty {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;

  private Tty() {}

  /** Whether a person reads what is written to standard output. */
  public static boolean output() {
    return isTerminal(1);
  }

  /** Whether a person can type into standard input. */
  public static boolean input() {
    return isTerminal(0);
  }

  /** The style for that output. */
  public static Style style(Map<String, String> environment, boolean terminal, Charset charset) {
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Style(terminal && !dumb && !noColour, charset.equals(StandardCharsets.UTF_8));
  }

  /** Whether the cursor can be moved on that terminal. */
  public static boolean canMove(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** The width of the terminal in columns; asked for anew when its window has changed. */
  public static IntSupplier width(Map<String, String> environment) {
    Optional<Integer> said = number(environment.getOrDefault("COLUMNS", ""));
    AtomicInteger known = new AtomicInteger(said.orElse(0));
    if (said.isEmpty()) {
      Signals.take("WINCH", () -> known.set(0));
    }
    return () -> known.updateAndGet(width -> width > 0 ? width : Math.max(NARROWEST, ask()));
  }

  private static int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL_WIDTH;
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return number(answer.substring(answer.indexOf(' ') + 1)).orElse(USUAL_WIDTH);
    } catch (IOException noStty) {
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }

  private static Optional<Integer> number(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noProc) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }
}
