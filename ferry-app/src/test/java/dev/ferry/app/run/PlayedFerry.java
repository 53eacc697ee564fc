package dev.ferry.app.run;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Introductions;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Standing;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A device whose transfers go through recorded states. */
public final class PlayedFerry implements Ferry {
  private final BlockingQueue<Optional<IncomingOffer>> offers = new LinkedBlockingQueue<>();
  private Optional<Introductions> introductions = Optional.empty();
  private final List<Transfer> transfers = Collections.synchronizedList(new ArrayList<>());
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private List<List<TransferState>> sends = List.of();
  private List<Standing> stands = List.of(new Standing.Reachable(self()));

  /** What each file that is sent goes through, in order. */
  public PlayedFerry sending(List<List<TransferState>> each) {
    sends = each;
    return this;
  }

  /** Offers a file, which goes through these states once it is accepted. */
  public PlayedFerry offering(boolean contact, List<TransferState> states) {
    Played transfer = new Played(id(), Direction.IN, states);
    transfers.add(transfer);
    offers.add(Optional.of(new PlayedOffer(transfer, contact)));
    return this;
  }

  /** Offers a file of that name, type and size. */
  public PlayedFerry offering(FileOffer file, boolean contact, List<TransferState> states) {
    Played transfer = new Played(id(), Direction.IN, states, file);
    transfers.add(transfer);
    offers.add(Optional.of(new PlayedOffer(transfer, contact)));
    return this;
  }

  /** No more offers come. */
  public PlayedFerry losingTheServer() {
    offers.add(Optional.empty());
    return this;
  }

  /** What comes of the code that is typed or told. */
  public PlayedFerry meeting(Introductions.Answer answer) {
    introductions = Optional.of(new PlayedIntroductions(answer, log));
    return this;
  }

  @Override
  public Optional<Introductions> introductions() {
    return introductions;
  }

  /** What was done with this device. */
  public List<String> log() {
    return List.copyOf(log);
  }

  private String id() {
    return "transfer-" + (transfers.size() + 1);
  }

  @Override
  public Peer self() {
    return new Peer.Xmpp(Jid.of("alice@example.org/desk"));
  }

  @Override
  public Standing standing() {
    return stands.getFirst();
  }

  @Override
  public synchronized Optional<Standing> nextStanding(Standing seen, long deadline)
      throws InterruptedException {
    int next = stands.indexOf(seen) + 1;
    while (next >= stands.size()) {
      wait();
    }
    return Optional.of(stands.get(next));
  }

  /** The server is lost for a while, and found again under another name. */
  public PlayedFerry losingTheServerForAWhile(String why, String self) {
    stands =
        List.of(
            new Standing.Reachable(self()),
            new Standing.Away(why),
            new Standing.Reachable(new Peer.Xmpp(Jid.of(self))));
    return this;
  }

  @Override
  public Transfer send(Peer peer, FileSource file, SendOptions options) {
    return send(file.name(), peer, options);
  }

  @Override
  public Transfer send(Peer peer, FolderSource folder, SendOptions options) {
    return send("folder " + folder.name(), peer, options);
  }

  private Transfer send(String what, Peer peer, SendOptions options) {
    log.add("send " + what + " to " + peer + " via " + options.via());
    Played transfer = new Played(id(), Direction.OUT, sends.get(transfers.size()));
    transfers.add(transfer);
    return transfer;
  }

  @Override
  public Transfer request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      FileVault into,
      Duration keepAsking) {
    log.add("request " + file.name() + " of " + from + " as " + publication.orElse("-"));
    log.add("keeps asking for " + keepAsking);
    Played transfer = new Played(id(), Direction.IN, sends.get(transfers.size()), file);
    transfers.add(transfer);
    return transfer;
  }

  @Override
  public Transfer request(
      Peer from,
      FileOffer folder,
      Optional<String> publication,
      FolderVault into,
      boolean executables,
      Duration keepAsking) {
    log.add("keeps asking for " + keepAsking);
    log.add(
        "request folder %s of %s as %s%s"
            .formatted(
                folder.name(),
                from,
                publication.orElse("-"),
                executables ? " with executables" : ""));
    Played transfer = new Played(id(), Direction.IN, sends.get(transfers.size()), folder);
    transfers.add(transfer);
    return transfer;
  }

  @Override
  public Optional<Transfer> nextServed(long deadline) {
    return Optional.empty();
  }

  @Override
  public Optional<IncomingOffer> nextOffer(long deadline) throws InterruptedException {
    // Where somebody waits for a while only, that is over at once.
    return deadline == Tasks.NEVER
        ? offers.take()
        : Objects.requireNonNullElse(offers.poll(), Optional.empty());
  }

  @Override
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  @Override
  public void close() {
    log.add("close");
    List.copyOf(transfers).forEach(Transfer::cancel);
    offers.add(Optional.empty());
  }

  /** An offer that remembers its answer. */
  private final class PlayedOffer implements IncomingOffer {
    private final Played transfer;
    private final boolean contact;

    PlayedOffer(Played transfer, boolean contact) {
      this.transfer = transfer;
      this.contact = contact;
    }

    @Override
    public Transfer transfer() {
      return transfer;
    }

    @Override
    public String safeName() {
      return transfer.file().name();
    }

    @Override
    public Assurance assurance() {
      return Assurance.NONE;
    }

    @Override
    public boolean continues(FileVault in) {
      return false;
    }

    @Override
    public boolean fromContact() {
      return contact;
    }

    @Override
    public void accept(FileVault into) {
      log.add("accept " + transfer.id());
    }

    @Override
    public void accept(FolderVault into, boolean executables) {
      log.add("accept folder " + transfer.id() + (executables ? " with executables" : ""));
    }

    @Override
    public boolean continues(FolderVault in, boolean executables) {
      return false;
    }

    @Override
    public void decline() {
      log.add("decline " + transfer.id());
      transfer.end(new Ended(new EndReason.Declined(), Optional.empty(), Optional.empty()));
    }
  }
}
