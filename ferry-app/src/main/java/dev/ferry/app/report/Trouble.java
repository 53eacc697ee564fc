package dev.ferry.app.report;

import dev.ferry.Side;

/**
 * Something that failed, as people are told.
 *
 * @param status the exit status, see {@link ExitStatus}
 * @param what the failure, without a full stop
 * @param side where it lies
 * @param next what to do now, without a full stop
 */
public record Trouble(int status, String what, Side side, String next) {

  /** The whole in one line; where a wrong command line lies goes without saying. */
  public String sentence() {
    String side = status == ExitStatus.USAGE ? "" : " (" + where() + ")";
    return what + side + ". Next: " + next + ".";
  }

  private String where() {
    return switch (side) {
      case HERE -> "on this side";
      case THERE -> "on the other side";
      case BETWEEN -> "between the two sides";
    };
  }
}
