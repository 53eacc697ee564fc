package dev.ferry.dht.node;

/** What a node does for its user, as the node sees it. Of one task. */
interface Operation extends Running {
  /** Begins, once there is a node to ask. */
  void start();

  /** No node answers those who begin: what would end, ends; what goes on for ever waits on. */
  void alone();

  /** The network is another one now: what goes on for ever begins anew. */
  default void restart() {}
}
