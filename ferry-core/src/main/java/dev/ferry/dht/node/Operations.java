package dev.ferry.dht.node;

import java.util.ArrayList;
import java.util.List;

/**
 * What a node is doing for its user. What is begun while it knows no other node waits for one, but
 * not for ever: once those to begin with were asked in vain, it comes to its end. Of one task.
 */
final class Operations {
  private final Tables tables;
  private final List<Operation> running = new ArrayList<>();
  private final List<Operation> waiting = new ArrayList<>();
  private boolean alone;

  Operations(Tables tables) {
    this.tables = tables;
  }

  Running run(Operation operation) {
    running.removeIf(Operation::isOver);
    waiting.removeIf(Operation::isOver);
    running.add(operation);
    if (!tables.isEmpty()) {
      operation.start();
    } else {
      waiting.add(operation);
      if (alone) {
        operation.alone();
      }
    }
    return operation;
  }

  /** Another node answered. */
  void connected() {
    alone = false;
    List<Operation> now = List.copyOf(waiting);
    waiting.clear();
    now.stream().filter(o -> !o.isOver()).forEach(Operation::start);
  }

  /** Those to begin with were asked in vain. */
  void alone() {
    if (tables.isEmpty()) {
      alone = true;
      List.copyOf(waiting).stream().filter(o -> !o.isOver()).forEach(Operation::alone);
    }
  }

  void restart() {
    List.copyOf(running).stream().filter(o -> !o.isOver()).forEach(Operation::restart);
  }

  int size() {
    running.removeIf(Operation::isOver);
    return running.size();
  }
}
