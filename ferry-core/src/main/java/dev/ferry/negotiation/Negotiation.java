package dev.ferry.negotiation;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Introductions;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.TransferState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
   * Connects with a device, to see whether that can be done; may wait.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @return by which way
   * @throws IOException when it cannot be done; says why
   */
  default Route reach(Peer device, long deadline) throws IOException, InterruptedException {
    throw new IOException("this way nothing is connected before something is sent");
  }

  /**
   * Finds the devices of the peer's that can be offered a whole folder; may wait.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   */
  default Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    return new Takers(List.of(), List.of());
  }

  /**
   * Which devices of a peer's can be offered a folder.
   *
   * @param folders those that can; when there are none, files can only be offered one by one
   * @param others those that take files only
   */
  record Takers(List<Peer> folders, List<Peer> others) {
    public Takers {
      folders = List.copyOf(folders);
      others = List.copyOf(others);
    }
  }

  /**
   * Begins to offer a file, or a whole folder to a device that takes folders; returns at once.
   *
   * @param cargo moves the bytes when the time has come
   * @param watcher is told every state, the last one being the end
   */
  Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher);

  /**
   * Asks for a file that a peer once offered; returns at once.
   *
   * @param from an account, whose devices are asked one after another, or one of them
   * @param publication the name that the sender gave to its offer
   * @param cargo makes what takes the bytes, one for each device that is asked
   * @param watcher is told every state, the last one being the end
   */
  default Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    var why = new EndReason.Unreachable("files cannot be asked for this way");
    watcher.show(new TransferState.Ended(why));
    return () -> {};
  }

  /**
   * The same, as one of a group that was offered it: whoever else is of it may be asked, too.
   *
   * @param from one device
   */
  default Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Optional<Group> group,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return request(from, file, publication, cargo, watcher);
  }

  /** The accounts that may send files here, as far as that is known. */
  default List<Peer> contacts() {
    return List.of();
  }

  /** How others are met here by a code; empty where only those who are known can be met. */
  default Optional<Introductions> introductions() {
    return Optional.empty();
  }

  /** Waits until nothing runs here; without a limit, since all that runs here has its own. */
  default void awaitIdle() throws InterruptedException {}

  /** Cancels what runs, tells the peers, and waits until all is put away. */
  @Override
  void close();

  /** A negotiation under way. */
  interface Ongoing {
    /** Stops it and tells the peer; no effect when it has ended. */
    void cancel();

    /**
     * Stops its bytes, those that flow and those to come, as a stream that breaks does: the attempt
     * is lost, and another one may go on where it was. What has not come so far goes on.
     */
    default void suspend() {}

    /** Lets the bytes flow that are to come. */
    default void resume() {}
  }
}
