package dev.ferry.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws who runs next, among the tasks that may. */
final class Lottery {
  private final Random dice;
  private final List<SimTask> candidates = new ArrayList<>();

  Lottery(long seed) {
    dice = new Random(seed);
  }

  /** A task that can run on now; nobody when all wait for something that is not so. */
  Optional<SimTask> draw(List<SimTask> live, long now) {
    candidates.clear();
    for (SimTask task : live) {
      if (task.mayRun(now)) {
        candidates.add(task);
      }
    }
    while (!candidates.isEmpty()) {
      int drawn = candidates.size() == 1 ? 0 : dice.nextInt(candidates.size());
      SimTask task = candidates.get(drawn);
      if (task.takesTurn(now)) {
        return Optional.of(task);
      }
      candidates.set(drawn, candidates.getLast());
      candidates.removeLast();
    }
    return Optional.empty();
  }
}
