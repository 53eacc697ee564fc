package dev.ferry.dht.node;

/** Something that a node is doing for its user. Of the node's task. */
public interface Running {
  /** Ends it at once; its user hears nothing more. Idempotent. */
  void cancel();

  /** Whether it came to its end or was cancelled. */
  boolean isOver();
}
