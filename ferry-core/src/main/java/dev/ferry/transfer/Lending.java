package dev.ferry.transfer;

import dev.ferry.Encrypt;
import dev.ferry.EndReason.Completed;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.TransferState;
import dev.ferry.content.Hashes;
import dev.ferry.folder.Listing;
import dev.ferry.folder.Summary;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.OfferLog;
import dev.ferry.port.OfferLog.Entry;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.swarm.TreeSums;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The files and folders that were offered from here, given again to the accounts that they were
 * offered to. Whoever asks for something else learns nothing, not even whether there is such a
 * file. Any task may call.
 */
final class Lending {
  private static final int ID_BYTES = 16;
  private static final String NOTHING = "there is no such file for you";
  private static final String CHANGED =
      "it was changed, moved or deleted since it was offered; ask for a new offer";

  private final Tasks tasks;
  private final Randomness random;
  private final OfferLog log;
  private final Witness witness;
  private final TreeSums sums;
  private final Holdings holdings;

  /**
   * @param holdings what is still coming in here
   */
  Lending(Tasks tasks, Randomness random, OfferLog log, Witness witness, Holdings holdings) {
    this.sums = new TreeSums(tasks);
    this.holdings = holdings;
    this.witness = witness;
    this.tasks = tasks;
    this.random = random;
    this.log = log;
  }

  /** The digests of chunks of what is given. */
  TreeSums sums() {
    return sums;
  }

  /** A file on its way out, as it was entered. */
  SendingCargo cargo(Entry entry, FileSource file, Hashes known, Duration again) {
    return new SendingCargo(tasks, file, known, again).piecewise(sums).publishedAs(entry.id());
  }

  /** A file that is about to be offered, under a name of its own. */
  Entry enter(Peer peer, FileSource file, SendOptions options) {
    Entry entry =
        new Entry(
            random.token(ID_BYTES),
            account(peer),
            file.path(),
            file.name(),
            file.size(),
            file.modified(),
            file.mediaType(),
            options.encrypt() == Encrypt.REQUIRED,
            Optional.empty(),
            Optional.empty());
    log.keep(entry);
    witness.gave(peer, offer(entry), entry.id());
    return entry;
  }

  /** A folder that is about to be offered; may take a moment, as it lists all that is in it. */
  Entry enter(Peer peer, FolderSource folder, SendOptions options) {
    Entry entry =
        new Entry(
            random.token(ID_BYTES),
            account(peer),
            folder.path(),
            folder.name(),
            folder.tree().bytes(),
            Optional.empty(),
            Optional.empty(),
            options.encrypt() == Encrypt.REQUIRED,
            Optional.empty(),
            Optional.of(Listing.digest(folder.tree())));
    log.keep(entry);
    witness.gave(
        peer,
        FileOffer.ofFolder(folder.name(), folder.tree().bytes(), Summary.of(folder.tree())),
        entry.id());
    return entry;
  }

  private static FileOffer offer(Entry entry) {
    Hashes hashes = entry.sha256().map(h -> Hashes.of(Hashes.SHA_256, h)).orElse(Hashes.none());
    return new FileOffer(entry.name(), entry.size(), entry.mediaType(), hashes, entry.modified());
  }

  /** Learns the digest of what was offered, before {@code watcher} is told. */
  Watcher learning(Entry entry, Watcher watcher) {
    return state -> {
      if (state instanceof TransferState.Ended ended
          && ended.reason() instanceof Completed done
          && !done.sha256().isEmpty()
          && entry.sha256().isEmpty()) {
        Entry hashed = entry.hashed(done.sha256());
        log.keep(hashed);
        witness.learnt(offer(hashed), entry.id());
      }
      watcher.show(state);
    };
  }

  /**
   * Answers a request; may wait for the disk. What was offered to somebody else, and what was
   * received here, is given to the other devices of the own account alone.
   *
   * @param self this device
   * @param entrance enters the transfer that it becomes
   */
  void answer(Request request, Peer self, BiFunction<Peer, FileOffer, LiveTransfer> entrance) {
    Optional<Holdings.Coming> coming = holdings.find(request.from(), self, request.wanted());
    if (coming.isPresent()) {
      FileOffer offer = coming.get().offer();
      LiveTransfer transfer = entrance.apply(request.from(), offer);
      transfer.by(request);
      var cargo = new StockCargo(tasks, coming.get().gathering());
      request.serve(offer, false, cargo, transfer);
      return;
    }
    Optional<Entry> found =
        log.offeredTo(account(request.from())).stream()
            .filter(e -> fits(e, request.wanted()))
            .findFirst()
            .or(() -> isOwn(request.from(), self) ? ours(request.wanted()) : Optional.empty());
    if (found.isEmpty()) {
      request.refuse(NOTHING);
      return;
    }
    try {
      if (found.get().listing().isPresent()) {
        folder(request, found.get(), entrance);
      } else {
        file(request, found.get(), entrance);
      }
    } catch (IOException changed) {
      witness.lost(found.get().id());
      request.refuse(CHANGED);
    }
  }

  /** Where no server says who somebody is. */
  private static boolean isOwn(Peer peer, Peer self) {
    return peer instanceof Peer.Account && account(peer).equals(account(self));
  }

  private Optional<Entry> ours(Wanted wanted) {
    return wanted.publication().flatMap(log::find).filter(e -> fits(e, wanted));
  }

  private void file(
      Request request, Entry entry, BiFunction<Peer, FileOffer, LiveTransfer> entrance)
      throws IOException {
    FileSource file = log.open(entry);
    Hashes hashes = entry.sha256().map(h -> Hashes.of(Hashes.SHA_256, h)).orElse(Hashes.none());
    FileOffer offer =
        new FileOffer(file.name(), file.size(), file.mediaType(), hashes, file.modified());
    LiveTransfer transfer = entrance.apply(request.from(), offer);
    transfer.by(request);
    request.serve(
        offer,
        entry.secret(),
        new SendingCargo(tasks, file, Hashes.none(), Duration.ZERO).piecewise(sums),
        learning(entry, transfer));
  }

  private void folder(
      Request request, Entry entry, BiFunction<Peer, FileOffer, LiveTransfer> entrance)
      throws IOException {
    FolderSource folder = log.openFolder(entry);
    FileOffer offer =
        FileOffer.ofFolder(folder.name(), folder.tree().bytes(), Summary.of(folder.tree()));
    LiveTransfer transfer = entrance.apply(request.from(), offer);
    transfer.by(request);
    transfer.remark(folder.leftOut());
    request.serve(
        offer,
        entry.secret(),
        new SendingFolder(tasks, folder, Duration.ZERO, Optional.empty()),
        transfer);
  }

  /** The name of the offer decides; without one the digest; without either name and size. */
  private static boolean fits(Entry entry, Wanted wanted) {
    boolean kind =
        switch (wanted.kind()) {
          case FILE -> entry.listing().isEmpty();
          case FOLDER -> entry.listing().isPresent();
          case EITHER -> true;
        };
    return kind && isMeant(entry, wanted);
  }

  private static boolean isMeant(Entry entry, Wanted wanted) {
    if (wanted.publication().isPresent()) {
      return wanted.publication().get().equals(entry.id());
    }
    if (!wanted.hashes().isEmpty()) {
      return entry.sha256().isPresent()
          && wanted.hashes().get(Hashes.SHA_256).equals(entry.sha256());
    }
    return wanted.name().filter(entry.name()::equals).isPresent()
        && wanted.size().isPresent()
        && wanted.size().getAsLong() == entry.size();
  }

  private static String account(Peer peer) {
    return switch (peer) {
      case Peer.Xmpp(Jid jid) -> jid.bare().toString();
      case Peer.Account(var id, _) -> id.toString();
    };
  }
}
