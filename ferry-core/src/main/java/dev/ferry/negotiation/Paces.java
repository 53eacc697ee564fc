package dev.ferry.negotiation;

import dev.ferry.port.Tasks;

/**
 * How fast bytes may pass.
 *
 * @param up out of this device
 * @param down into it
 */
public record Paces(Pace up, Pace down) {
  /** Without limits, of nobody else. */
  public static Paces free(Tasks tasks) {
    return new Paces(new Pace(tasks), new Pace(tasks));
  }
}
