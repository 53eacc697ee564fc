package dev.ferry.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What went wrong in a run. The first reason wins; what else there is, is suppressed. */
final class Findings {
  private final List<Throwable> reasons = new ArrayList<>();
  private final List<SimTask> ended = new ArrayList<>();
  private final List<Throwable> defects = new ArrayList<>();

  /** Why the run is over, if that is no good reason. */
  void reason(Throwable thrown) {
    reasons.add(thrown);
  }

  /** A task has ended; whether that was a crash is known in the end, when nobody asked for it. */
  void ended(SimTask task) {
    if (task.crash().isPresent()) {
      ended.add(task);
    }
  }

  /** Something was logged as an error, which only defects are. */
  void defect(String task, Throwable thrown) {
    defects.add(SimulationFailure.crash(task, thrown));
  }

  /** The failure of the run. */
  Optional<Throwable> failure() {
    Stream<Throwable> crashes =
        ended.stream()
            .flatMap(
                task -> task.crash().map(t -> SimulationFailure.crash(task.name(), t)).stream());
    List<Throwable> all =
        Stream.of(reasons.stream(), crashes, defects.stream())
            .<Throwable>flatMap(s -> s)
            .distinct()
            .toList();
    all.stream().skip(1).forEach(t -> all.getFirst().addSuppressed(t));
    return all.stream().findFirst();
  }
}
