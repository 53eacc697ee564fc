package dev.ferry.app.run;

import dev.ferry.Introductions.Cause;
import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;

/** What it means that a code met nobody, to who looks at one end. */
@FunctionalInterface
public interface CodeWords {
  Trouble of(Cause cause);

  /** At the end that made it. */
  static Trouble whyNobodyCame(Cause cause) {
    return new Trouble(
        ExitStatus.SECURITY,
        "somebody typed other words, so the code is void and nothing was sent",
        Side.THERE,
        "send it again with a new code; if nobody mistyped, a stranger has tried to guess it");
  }

  /** At the end that typed it. */
  static Trouble whyNobodyWasMet(Cause cause) {
    return switch (cause) {
      case NO_CODE ->
          new Trouble(
              ExitStatus.USAGE,
              "that is no code",
              Side.HERE,
              "type it as it is shown there, such as 4821-acorn-volcano-walnut");
      case GUESSED ->
          new Trouble(
              ExitStatus.SECURITY,
              "wrong words were tried, so that code is void",
              Side.BETWEEN,
              "ask for a new one, and type that");
      case USED ->
          new Trouble(
              ExitStatus.FAILED,
              "somebody else with that code was there first",
              Side.BETWEEN,
              "ask the sender who that was, and for a new code");
      case NOBODY ->
          new Trouble(
              ExitStatus.UNREACHABLE,
              "nobody waits for that code",
              Side.THERE,
              "check the number, and that ferry send still runs there");
      case SILENT ->
          new Trouble(
              ExitStatus.UNREACHABLE,
              "who waits for that code does not answer",
              Side.THERE,
              "check that ferry send still runs there and is online");
    };
  }
}
