package dev.ferry.negotiation;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import java.util.List;
import java.util.Optional;

/** A world in which peers can be offered files. Any task may call. */
public interface Negotiation extends AutoCloseable {
  /** Whether this world knows such peers. */
  boolean reaches(Peer peer);

  /** What peers type to reach this device in this world. */
  Peer self();

  /**
   * Finds the devices of the peer's that can be offered a file; may wait.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @return the peer itself when that is one device already; empty when none is there
   */
  default List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    return List.of(peer);
  }

  /**
   * Finds a device of the peer's that can be offered a whole folder; may wait.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @return empty when there is none: then files can only be offered one by one
   */
  default Optional<Peer> takerOfFolders(Peer peer, long deadline) throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Begins to offer a file, or a whole folder to a device that takes folders; returns at once.
   *
   * @param cargo moves the bytes when the time has come
   * @param watcher is told every state, the last one being the end
   */
  Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher);

  /** Cancels what runs, tells the peers, and waits until all is put away. */
  @Override
  void close();

  /** A negotiation under way. */
  interface Ongoing {
    /** Stops it and tells the peer; no effect when it has ended. */
    void cancel();
  }
}
