package dev.ferry;

import java.util.List;
import java.util.Optional;

/** One file on its way, in either direction. All methods may be called from any task. */
public interface Transfer {
  /** Whether this device sends or receives. */
  enum Direction {
    OUT,
    IN
  }

  /** Unique on this device. */
  String id();

  Direction direction();

  Peer peer();

  FileOffer file();

  /**
   * What people should know besides the state, such as files of a folder that are left out, or that
   * got other names here. Grows while it runs.
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * The parts of a transfer that was offered to several devices of the peer, in the order of the
   * devices. Its own state is that of the part that is furthest; it failed only when all failed.
   *
   * @return none when there is one device only
   */
  default List<Part> parts() {
    return List.of();
  }

  /** The present state; progress is refreshed at most ten times a second. */
  TransferState state();

  /**
   * Waits for the state to be another than {@code seen}.
   *
   * @param deadline a value of the clock of {@link dev.ferry.port.Tasks#now}
   * @return empty when the deadline came first
   */
  Optional<TransferState> next(TransferState seen, long deadline) throws InterruptedException;

  /** Waits for the end. */
  TransferState.Ended await() throws InterruptedException;

  /**
   * Stops it for now, so that it can be begun again later and goes on where it was; the peer is
   * told that it was lost. What has no parts to keep ends as {@link #cancel} ends it.
   */
  default void pause() {
    cancel();
  }

  /** Goes on after {@link #pause}; no effect on what is not paused. */
  default void resume() {}

  /** Stops it, telling the peer; no effect when it has ended. */
  void cancel();
}
