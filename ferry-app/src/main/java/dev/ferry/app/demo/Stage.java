package dev.ferry.app.demo;

import dev.ferry.TransferState;
import dev.ferry.app.report.ProgressLine;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Tally;
import dev.ferry.app.terminal.Screen;
import dev.ferry.app.terminal.Style;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the demo shows: lines for good, and at a terminal one live line a device. */
public final class Stage {
  private final Optional<Screen> screen;
  private final PrintStream out;
  private final PrintStream err;
  private final Style style;
  private final ProgressLine line;
  private final Map<String, Tally> tallies = new HashMap<>();

  /**
   * @param screen the terminal, where there is one
   * @param out where plain lines go, where there is none
   * @param err where errors go then
   */
  public Stage(Optional<Screen> screen, PrintStream out, PrintStream err, Style style) {
    this.screen = screen;
    this.out = out;
    this.err = err;
    this.style = style;
    this.line = new ProgressLine(style);
  }

  Style style() {
    return style;
  }

  /** Writes lines for good. */
  synchronized void say(String... lines) {
    if (screen.isPresent()) {
      screen.get().print(List.of(lines));
    } else {
      List.of(lines).forEach(out::println);
      out.flush();
    }
  }

  /** Shows how one device sees the transfer. */
  synchronized void state(Subject device, TransferState state) {
    Tally tally =
        tallies
            .getOrDefault(device.id(), Tally.NOTHING)
            .with(state, device.size(), InstantSource.system().instant());
    tallies.put(device.id(), tally);
    screen.ifPresent(terminal -> {
      if (state instanceof TransferState.Ended) {
        terminal.settle(device.id(), List.of());
      } else {
        terminal.live(device.id(), line.draw(device, state, tally, terminal.width()));
      }
    });
  }

  /** Shows what is under way, where lines can be alive. */
  synchronized void live(String id, String text) {
    screen.ifPresent(terminal -> terminal.live(id, text));
  }

  /** Ends a live line with lines for good. */
  synchronized void settle(String id, String... lines) {
    screen.ifPresent(terminal -> terminal.settle(id, List.of(lines)));
    if (screen.isEmpty() && lines.length > 0) {
      say(lines);
    }
  }

  /** A step of the play: who tells the other what. */
  void arrow(boolean right, String what, String meaning) {
    String arrow = right ? style.sign(" ──▶ ", " --> ") : style.sign(" ◀── ", " <-- ");
    say(
        "  alice"
            + style.accent(arrow)
            + "bob   "
            + String.format(Locale.ROOT, "%-12s", what)
            + style.dim(meaning));
  }

  /** Writes a line to where errors go. */
  synchronized void complain(String line) {
    screen.ifPresentOrElse(terminal -> terminal.error(line), () -> err.println(line));
  }
}
