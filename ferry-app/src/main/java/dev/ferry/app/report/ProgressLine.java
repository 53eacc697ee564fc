package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.app.terminal.Bar;
import dev.ferry.app.terminal.Columns;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;

/**
 * The live line of one file: name, bar, bytes, rate, time left, route, lock. It fits the width it
 * is given; what does not fit is left out, the bar last.
 */
public final class ProgressLine {
  private static final int NARROWEST_BAR = 8;
  private static final int WIDEST_BAR = 40;
  private static final int SHORTEST_NAME = 12;
  private static final int LONGEST_NAME = 28;

  private static final int LONGEST_WHY = 120;

  private final Style style;

  public ProgressLine(Style style) {
    this.style = style;
  }

  /** Draws it in at most {@code width} columns. */
  public String draw(Subject subject, TransferState state, Tally tally, int width) {
    int nameWidth = Math.clamp(width / 4, SHORTEST_NAME, LONGEST_NAME);
    String name = Columns.fit(Terminal.escape(subject.file(), nameWidth), nameWidth);
    int room = width - nameWidth - 1;
    String rest =
        switch (state) {
          case TransferState.Preparing p -> waiting("preparing", room);
          case TransferState.Offered o -> waiting(offered(subject), room);
          case TransferState.Connecting c -> waiting("connecting", room);
          case TransferState.Flowing f -> flowing(subject, tally, room);
          case TransferState.Verifying v -> waiting("verifying", room);
          case TransferState.Paused(String why) ->
              waiting("paused: " + Terminal.escape(why, LONGEST_WHY), room);
          case TransferState.Ended e -> "";
        };
    return style.bold(name) + " " + rest;
  }

  private static String offered(Subject subject) {
    boolean out = subject.direction() == Direction.OUT;
    return (out ? "offered to " : "offered by ") + Sentences.peer(subject);
  }

  private String waiting(String words, int room) {
    return style.dim(Columns.clip(words + style.sign("…", "..."), room));
  }

  private String flowing(Subject subject, Tally tally, int room) {
    String figures = figures(subject, tally);
    String tail = files(tally) + " " + tally.route().map(Object::toString).orElse("") + lock(tally);
    int bar = Math.min(WIDEST_BAR, room - Columns.of(figures) - Columns.of(tail));
    if (bar < NARROWEST_BAR) {
      tail = "";
      bar = Math.min(WIDEST_BAR, room - Columns.of(figures));
    }
    return bar < NARROWEST_BAR
        ? Columns.clip(figures.strip(), room)
        : Bar.draw(done(subject, tally), bar, style) + figures + style.dim(tail);
  }

  private static String files(Tally tally) {
    return tally.file().map(step -> " " + step.number() + "/" + step.of()).orElse("");
  }

  private static double done(Subject subject, Tally tally) {
    return subject.size() == 0 ? 1 : (double) tally.bytes() / subject.size();
  }

  /** Of one width whatever the numbers are, so that the bar does not tremble. */
  private static String figures(Subject subject, Tally tally) {
    String bytes = Units.bytes(tally.bytes(), subject.size());
    return " "
        + right(bytes, 12)
        + " "
        + right(Units.rate(tally.rate()), 9)
        + " "
        + right(left(subject, tally), 5);
  }

  private static String left(Subject subject, Tally tally) {
    if (tally.rate() <= 0) {
      return "-:--";
    }
    long seconds = Math.ceilDiv(Math.max(0, subject.size() - tally.bytes()), tally.rate());
    return seconds > 359_999 ? "-:--" : Units.time(seconds);
  }

  private static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - text.length())) + text;
  }

  private String lock(Tally tally) {
    return tally
        .assurance()
        .map(assurance ->
            assurance.encryption() == Assurance.Encryption.NONE
                ? style.sign(" 🔓", " open")
                : style.sign(" 🔒", " locked"))
        .orElse("");
  }
}
