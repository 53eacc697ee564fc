package dev.ferry.negotiation;

import dev.ferry.TransferState;

/** Sees the states of one transfer, in order, on the task that negotiates; must not block. */
@FunctionalInterface
public interface Watcher {
  void show(TransferState state);
}
