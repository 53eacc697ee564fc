package dev.ferry.ice.turn;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that tasks wait for, each under a key. Any task may ask and answer; all who wait for a
 * key get the same answer.
 */
final class Answers<K, R> {
  private final Monitor monitor;
  private final Map<K, List<Slot<R>>> open = new LinkedHashMap<>();

  private static final class Slot<R> {
    Optional<R> answer = Optional.empty();
  }

  Answers(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /**
   * Waits for the answer to a question.
   *
   * @param question asks it, once the answer can be taken
   * @return empty when the deadline came first
   */
  Optional<R> await(K key, Runnable question, long deadline) throws InterruptedException {
    Slot<R> slot = new Slot<>();
    monitor.change(() -> open.computeIfAbsent(key, _ -> new ArrayList<>()).add(slot));
    try {
      question.run();
      monitor.await(() -> slot.answer.isPresent(), deadline);
      List<R> answer = new ArrayList<>(1);
      monitor.change(() -> slot.answer.ifPresent(answer::add));
      return answer.stream().findFirst();
    } finally {
      monitor.change(() -> forget(key, slot));
    }
  }

  void give(K key, R answer) {
    monitor.change(
        () -> open.getOrDefault(key, List.of()).forEach(slot -> slot.answer = Optional.of(answer)));
  }

  /** Gives the same answer to all that is asked. */
  void giveAll(R answer) {
    monitor.change(
        () -> open.values().forEach(s -> s.forEach(slot -> slot.answer = Optional.of(answer))));
  }

  private void forget(K key, Slot<R> slot) {
    open.computeIfPresent(
        key,
        (_, slots) -> {
          slots.remove(slot);
          return slots.isEmpty() ? null : slots;
        });
  }
}
