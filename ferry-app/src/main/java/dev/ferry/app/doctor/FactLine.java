package dev.ferry.app.doctor;

import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Terminal;

/** A line about one fact. */
record FactLine(Mark mark, String words) {
  /** How good that is. */
  enum Mark {
    GOOD,
    SO_SO,
    BAD
  }

  static FactLine good(String words) {
    return new FactLine(Mark.GOOD, words);
  }

  static FactLine soSo(String words) {
    return new FactLine(Mark.SO_SO, words);
  }

  static FactLine bad(String words) {
    return new FactLine(Mark.BAD, words);
  }

  /** As it is shown: what servers and peers said is escaped. */
  String shown(Style style) {
    String sign =
        switch (mark) {
          case GOOD -> style.good(style.sign("✓", "ok  "));
          case SO_SO -> style.dim(style.sign("·", "-   "));
          case BAD -> style.bad(style.sign("✗", "fail"));
        };
    return sign + " " + Terminal.escape(words);
  }
}
