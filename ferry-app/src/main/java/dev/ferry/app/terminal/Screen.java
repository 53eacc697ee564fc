package dev.ferry.app.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A terminal whose last lines are alive: permanent lines scroll by above them. All methods may be
 * called from any thread; each call is one write.
 */
public final class Screen {
  private static final String ESC = "\u001b[";

  private final PrintStream out;
  private final PrintStream err;
  private final IntSupplier columns;
  private final SequencedMap<String, String> live = new LinkedHashMap<>();
  private final List<Runnable> held = new ArrayList<>();
  private int drawn;
  private boolean holding;

  /**
   * @param out the terminal
   * @param err where errors go, often the same terminal
   * @param columns the present width
   */
  public Screen(PrintStream out, PrintStream err, IntSupplier columns) {
    this.out = out;
    this.err = err;
    this.columns = columns;
  }

  /** The columns that one line may take; the terminal itself writes {@code ^C} after a live one. */
  public int width() {
    return columns.getAsInt() - 3;
  }

  /** Shows a live line, or changes it. */
  public synchronized void live(String key, String line) {
    live.put(key, line);
    redraw("");
  }

  /** Ends a live line and leaves these in its place, for good. */
  public synchronized void settle(String key, List<String> lines) {
    live.remove(key);
    print(lines);
  }

  /** Writes lines for good, above the live ones. */
  public synchronized void print(List<String> lines) {
    if (holding) {
      held.add(() -> print(lines));
    } else {
      redraw(String.join("", lines.stream().map(line -> line + "\n").toList()));
    }
  }

  /** Writes a line for good to where errors go. */
  public synchronized void error(String line) {
    if (holding) {
      held.add(() -> error(line));
      return;
    }
    out.print(erasure());
    out.flush();
    err.println(line);
    err.flush();
    redraw("");
  }

  /**
   * Asks: the live lines are away, and nothing else is written, until {@code answer} has come.
   *
   * @param prompt ends without a line break; the one that is typed ends its line
   */
  public <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer) {
    synchronized (this) {
      out.print(erasure() + prompt);
      out.flush();
      holding = true;
    }
    Optional<T> given = Optional.empty();
    try {
      given = answer.get();
      return given;
    } finally {
      release(given.isPresent());
    }
  }

  private synchronized void release(boolean answered) {
    holding = false;
    if (!answered) {
      out.print("\n");
    }
    held.forEach(Runnable::run);
    held.clear();
    redraw("");
  }

  private void redraw(String permanent) {
    if (holding) {
      return;
    }
    StringBuilder frame = new StringBuilder(erasure()).append(permanent);
    if (!live.isEmpty()) {
      frame.append(ESC).append("?7l");
      frame.append(String.join("\n", live.values()));
      frame.append(ESC).append("?7h");
    }
    drawn = live.size();
    out.print(frame);
    out.flush();
  }

  /** Takes the live lines off; what is written next begins where the first of them was. */
  private String erasure() {
    String up = drawn > 1 ? ESC + (drawn - 1) + "A" : "";
    String erasure = drawn > 0 ? "\r" + up + ESC + "J" : "";
    drawn = 0;
    return erasure;
  }
}
