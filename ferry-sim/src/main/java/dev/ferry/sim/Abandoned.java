package dev.ferry.sim;

/** Unwinds the tasks that are left when a run is over; no code of theirs is meant to catch it. */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1;

  Abandoned() {
    super("the simulated run is over", null, false, false);
  }
}
