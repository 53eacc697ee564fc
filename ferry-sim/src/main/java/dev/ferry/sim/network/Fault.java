package dev.ferry.sim.network;

/** What may befall the connections between two hosts. */
public enum Fault {
  /** They break at once, and both sides learn of it. */
  RESET,
  /** Nothing gets through any more, and nobody learns of it; new connects are not answered. */
  SILENCE
}
