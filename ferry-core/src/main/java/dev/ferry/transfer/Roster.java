package dev.ferry.transfer;

import dev.ferry.Part;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The devices that may have a file. Guarded by the monitor of {@link SeveralSources}. */
final class Roster {
  /** How many devices are tried at most, however many are named. */
  static final int MOST_DEVICES = 64;

  private final int atOnce;
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * @param atOnce how many may give at a time
   */
  Roster(int atOnce) {
    this.atOnce = atOnce;
  }

  void add(Candidate one) {
    boolean known = candidates.stream().anyMatch(c -> c.device().equals(one.device()));
    if (!known && candidates.size() < MOST_DEVICES) {
      candidates.add(one);
    }
  }

  /** One that was there before, by another way. */
  void addAgain(Candidate one) {
    if (candidates.size() < MOST_DEVICES) {
      candidates.addFirst(one);
    }
  }

  /** Who is to be asked now, counted as busy; those who have rested longest come first. */
  List<Candidate> choose(long now) {
    List<Candidate> chosen =
        candidates.stream()
            .filter(c -> c.isWorthAsking() && c.notBefore() <= now)
            .sorted(Comparator.comparingLong(Candidate::notBefore))
            .limit(room())
            .toList();
    chosen.forEach(Candidate::begins);
    return chosen;
  }

  private long room() {
    return Math.max(0, atOnce - candidates.stream().filter(Candidate::isBusy).count());
  }

  /** When somebody who rests may be asked again. */
  long next(long now) {
    return candidates.stream()
        .filter(c -> c.isWorthAsking() && room() > 0)
        .mapToLong(c -> Math.max(now, c.notBefore()))
        .min()
        .orElse(Tasks.NEVER);
  }

  boolean isIdle() {
    return candidates.stream().noneMatch(Candidate::isBusy);
  }

  /** Whether anybody may be asked, now or later. */
  boolean hasHope() {
    return candidates.stream().anyMatch(Candidate::isWorthAsking);
  }

  boolean anyOnlyWhole() {
    return candidates.stream().anyMatch(Candidate::isOnlyWhole);
  }

  /** The end that says most. */
  Optional<Ended> best() {
    List<TransferState> ends =
        candidates.stream().map(c -> c.part().state()).filter(Ended.class::isInstance).toList();
    return ends.isEmpty() ? Optional.empty() : Optional.of((Ended) Optimism.of(ends));
  }

  List<Ongoing> lanes() {
    return candidates.stream().flatMap(c -> c.lane().stream()).toList();
  }

  List<Part> parts() {
    return candidates.stream().map(Candidate::part).toList();
  }
}
