package dev.ferry;

import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A device that sends and receives files. All methods may be called from any task; {@link #close}
 * cancels what still runs, tells the peers, and waits until all is put away.
 */
public interface Ferry extends AutoCloseable {
  /** What others type to reach this very device. */
  Peer self();

  /** Whether peers can reach this device. */
  Standing standing();

  /**
   * Waits until this device stands otherwise than it was seen to.
   *
   * @param deadline a value of the clock of {@link dev.ferry.port.Tasks#now}
   * @return empty when the deadline came first
   */
  Optional<Standing> nextStanding(Standing seen, long deadline) throws InterruptedException;

  /**
   * The devices of a peer that could be offered a file now, as far as that can be known without
   * asking them; may wait some seconds.
   *
   * @param deadline a value of the clock of {@link dev.ferry.port.Tasks#now}
   * @return the peer itself when that is one device already; empty when none is there
   */
  default List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    return List.of(peer);
  }

  /**
   * Connects with a device, to see whether that can be done; may wait.
   *
   * @param deadline a value of the clock of {@link dev.ferry.port.Tasks#now}
   * @return by which way
   * @throws IOException when it cannot be done; says why
   */
  default Route reach(Peer device, long deadline) throws IOException, InterruptedException {
    throw new IOException("this way nothing is connected before something is sent");
  }

  /** Starts to send one file; returns at once. */
  Transfer send(Peer peer, FileSource file, SendOptions options);

  /**
   * Starts to send one file to several; returns at once. Those without a server give each other
   * what they have of it, as far as they are contacts, so that this device may leave once all of it
   * is with them. Nobody learns from it of people who are not their contacts.
   *
   * @param group accounts, each once
   * @return a transfer for each, in their order
   */
  default List<Transfer> sendToAll(List<Peer> group, FileSource file, SendOptions options) {
    return group.stream().map(peer -> send(peer, file, options)).toList();
  }

  /**
   * Starts to send a folder with all that is in it; returns at once. A device that takes folders is
   * offered it whole, with one consent; any other gets its files one after another.
   */
  Transfer send(Peer peer, FolderSource folder, SendOptions options);

  /**
   * Waits for the next offer that has not been handed out.
   *
   * @param deadline a value of the clock of {@link dev.ferry.port.Tasks#now}
   * @return empty when the deadline came first, or when no more can come: this device is closed, or
   *     its way to the peers is lost for good
   */
  Optional<IncomingOffer> nextOffer(long deadline) throws InterruptedException;

  /**
   * Asks for a file that a peer once offered to this account; returns at once. The peer gives it
   * while it has it unchanged.
   *
   * @param from an account, whose devices are asked one after another, or one of its devices
   * @param file as it was offered, with what is known of its content by now
   * @param publication the name that came with the offer; see {@link IncomingOffer#publication}
   * @param keepAsking for how long after the last byte a file that was lost midway is asked for
   *     again by itself; zero for not at all
   */
  Transfer request(
      Peer from, FileOffer file, Optional<String> publication, FileVault into, Duration keepAsking);

  /** The same, asked for once. */
  default Transfer request(
      Peer from, FileOffer file, Optional<String> publication, FileVault into) {
    return request(from, file, publication, into, Duration.ZERO);
  }

  /**
   * The same for a folder; what an earlier attempt has left in the vault is not sent again.
   *
   * @param folder as it was offered
   * @param executables whether files that may be run there may be run here
   */
  Transfer request(
      Peer from,
      FileOffer folder,
      Optional<String> publication,
      FolderVault into,
      boolean executables,
      Duration keepAsking);

  /** The same, asked for once. */
  default Transfer request(
      Peer from,
      FileOffer folder,
      Optional<String> publication,
      FolderVault into,
      boolean executables) {
    return request(from, folder, publication, into, executables, Duration.ZERO);
  }

  /**
   * Waits for the next transfer by which this device gives again what it once offered.
   *
   * @param deadline a value of the clock of {@link dev.ferry.port.Tasks#now}
   * @return empty when the deadline came first, or when no more can come
   */
  Optional<Transfer> nextServed(long deadline) throws InterruptedException;

  /** How this device meets others by a code; empty where only those who are known can be met. */
  default Optional<Introductions> introductions() {
    return Optional.empty();
  }

  /** Every transfer of this run, the oldest first. */
  List<Transfer> transfers();

  @Override
  void close();
}
