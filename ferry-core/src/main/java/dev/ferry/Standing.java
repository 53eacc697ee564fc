package dev.ferry;

/** Whether peers can reach a device. */
public sealed interface Standing {
  /**
   * They can.
   *
   * @param self what they type; another one may follow an absence
   */
  record Reachable(Peer self) implements Standing {}

  /**
   * They cannot now; the device is trying to come back by itself.
   *
   * @param why in words for people
   */
  record Away(String why) implements Standing {}

  /**
   * They cannot, and will not any more: the device is closed or was refused.
   *
   * @param why in words for people
   */
  record Gone(String why) implements Standing {}
}
