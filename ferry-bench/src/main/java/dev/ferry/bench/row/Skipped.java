package dev.ferry.bench.row;

/** A row cannot be measured on this machine; the message says what it would take. */
public final class Skipped extends Exception {
  private static final long serialVersionUID = 1;

  public Skipped(String why) {
    super(why);
  }
}
