package dev.ferry.xmpp;

/** Something beyond the session itself that concerns it. */
public sealed interface Happening {
  /** The peer's device has gone offline. */
  record PeerGone() implements Happening {}

  /** Nothing can be said for the moment. */
  record LinkInterrupted() implements Happening {}

  record LinkResumed() implements Happening {}

  /** The link is gone for good. */
  record LinkLost(String why) implements Happening {}
}
