package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.negotiation.Arrival;

/** Whether what is offered again is what was offered before. */
final class Sameness {
  private Sameness() {}

  /** Whether an offer is one that its sender makes again by itself. */
  static boolean of(Arrival first, Arrival second) {
    return first.comesAgain().isPositive()
        && PartialRecord.account(first.from()).equals(PartialRecord.account(second.from()))
        && of(first.file(), second.file());
  }

  private static boolean of(FileOffer one, FileOffer other) {
    return one.name().equals(other.name())
        && one.size() == other.size()
        && one.modified().equals(other.modified())
        && one.folder().equals(other.folder())
        && (one.folder().isPresent() || one.modified().isPresent() || !one.hashes().isEmpty())
        && one.hashes().equals(other.hashes());
  }
}
