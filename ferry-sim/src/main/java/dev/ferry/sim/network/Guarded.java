package dev.ferry.sim.network;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The network's one monitor, with the two uses that the network makes of it. */
record Guarded(Tasks tasks, Monitor monitor) {
  /** A change that may turn out to be impossible. */
  @FunctionalInterface
  interface Change {
    void run() throws IOException;
  }

  void change(Change change) throws IOException {
    List<IOException> failure = new ArrayList<>(1);
    monitor.change(() -> {
      try {
        change.run();
      } catch (IOException impossible) {
        failure.add(impossible);
      }
    });
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
  }

  /** Waits until a time that others may move meanwhile. */
  void await(LongSupplier time) throws InterruptedException {
    long[] at = {Tasks.NEVER};
    do {
      long known = at[0];
      monitor.await(
          () -> {
            at[0] = time.getAsLong();
            return at[0] <= tasks.now() || at[0] < known;
          },
          known);
    } while (at[0] > tasks.now());
  }

  long now() {
    return tasks.now();
  }
}
