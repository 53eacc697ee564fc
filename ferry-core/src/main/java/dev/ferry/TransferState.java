package dev.ferry;

import dev.ferry.port.FileVault.StoredFile;
import java.util.Optional;

/** Where a transfer stands, as it may be shown. */
public sealed interface TransferState {
  /** Looking up the peer, reading the file's properties. */
  record Preparing() implements TransferState {}

  /** The offer is with the peer, or here, waiting for yes or no. */
  record Offered() implements TransferState {}

  /** Accepted; a way for the bytes is being found. */
  record Connecting() implements TransferState {}

  /** Bytes flow. */
  record Flowing(Progress progress, Route route, Assurance assurance) implements TransferState {}

  /** All bytes are through; hashes are compared and the file gets its name. */
  record Verifying(Route route) implements TransferState {}

  /**
   * An attempt was lost; what came is kept, and the next attempt begins by itself.
   *
   * @param why for people: what was lost
   */
  record Paused(String why) implements TransferState {}

  /**
   * Over.
   *
   * @param stored where a received file lies
   * @param route which way the bytes went, if any did
   * @param assurance what protected them
   */
  record Ended(
      EndReason reason,
      Optional<StoredFile> stored,
      Optional<Route> route,
      Optional<Assurance> assurance)
      implements TransferState {
    /** The end of a transfer of which nothing is known but that. */
    public Ended(EndReason reason) {
      this(reason, Optional.empty(), Optional.empty());
    }

    /** The end of a transfer of which nothing is known to have been protected. */
    public Ended(EndReason reason, Optional<StoredFile> stored, Optional<Route> route) {
      this(reason, stored, route, Optional.empty());
    }
  }
}
