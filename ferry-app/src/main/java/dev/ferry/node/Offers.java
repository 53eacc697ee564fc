package dev.ferry.node;

import dev.ferry.EndReason.Completed;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Accepting;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Following;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What others offer: taken by the user's rule, or shown until the user answers. Any thread may
 * call.
 */
final class Offers {
  private static final System.Logger LOG = System.getLogger(Offers.class.getName());

  /** What a user says. */
  private record Answer(boolean yes, Optional<Path> into, boolean executables) {}

  private final Board board;
  private final SettingsShelf settings;
  private final Devices devices;
  private final KnownFiles files;
  private final Transfers transfers;
  private final Report report;
  private final People people;
  private final Quotas quotas;
  private final Lanes lanes;
  private final InstantSource clock;
  private final Map<String, WaitingOffer> waiting = new ConcurrentHashMap<>();

  Offers(
      Board board,
      SettingsShelf settings,
      Devices devices,
      KnownFiles files,
      Transfers transfers,
      Report report,
      People people,
      Quotas quotas,
      Lanes lanes,
      InstantSource clock) {
    this.board = board;
    this.settings = settings;
    this.devices = devices;
    this.files = files;
    this.transfers = transfers;
    this.report = report;
    this.people = people;
    this.quotas = quotas;
    this.lanes = lanes;
    this.clock = clock;
  }

  /**
   * Takes the offers of a device, and follows what it gives again, until it is closed.
   *
   * @param there is told who was heard of
   */
  void serve(Peer account, Ferry ferry, Consumer<Peer> there) {
    Thread.ofVirtual()
        .name("offers to " + account)
        .start(() -> {
          try {
            Optional<IncomingOffer> next = ferry.nextOffer(Tasks.NEVER);
            while (next.isPresent()) {
              IncomingOffer offer = next.get();
              there.accept(offer.transfer().peer());
              Thread.ofVirtual().name("offer").start(() -> receive(account, offer));
              next = ferry.nextOffer(Tasks.NEVER);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Thread.ofVirtual()
        .name("given again by " + account)
        .start(() -> {
          try {
            Optional<Transfer> next = ferry.nextServed(Tasks.NEVER);
            while (next.isPresent()) {
              Transfer transfer = next.get();
              Thread.ofVirtual().start(() -> give(account, transfer));
              next = ferry.nextServed(Tasks.NEVER);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void give(Peer account, Transfer transfer) {
    Subject subject =
        new Subject(
                transfers.newId(),
                Direction.OUT,
                transfer.peer().toString(),
                transfer.file().name(),
                transfer.file().size(),
                Optional.empty(),
                transfer.file().folder())
            .calling(people.called(transfer.peer()));
    try {
      Ended unused = follow(account.toString(), subject, transfer, Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reports a transfer until its end, which it answers. */
  Ended follow(String account, Subject subject, Transfer transfer, Optional<String> message)
      throws InterruptedException {
    transfers.enter(subject, account, message);
    transfers.by(subject.id(), transfer);
    return Following.follow(
        transfer,
        state -> {
          if (state instanceof Ended && !transfer.remarks().isEmpty()) {
            report.remarks(subject, transfer.remarks());
          }
          report.state(subject, state);
        });
  }

  private void receive(Peer account, IncomingOffer offer) {
    Peer from = PeerWords.accountOf(offer.transfer().peer());
    Subject subject =
        new Subject(
                transfers.newId(),
                Direction.IN,
                offer.transfer().peer().toString(),
                offer.safeName(),
                offer.transfer().file().size(),
                Optional.empty(),
                offer.transfer().file().folder())
            .calling(people.called(offer.transfer().peer()));
    if (people.isBlocked(from)) {
      offer.decline();
      return;
    }
    Known known = Known.of(subject.id(), account, offer);
    files.keep(known);
    Thread.ofVirtual()
        .name("answer " + subject.id())
        .start(() -> answer(new WaitingOffer(offer, subject, account.toString(), from.toString())));
    try {
      Ended end = follow(account.toString(), subject, offer.transfer(), offer.message());
      withdraw(subject.id());
      if (subject.folder().isEmpty()
          && end.reason() instanceof Completed done
          && !done.sha256().isEmpty()) {
        files.keep(known.hashed(done.sha256()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes it by rule, or shows it. */
  private void answer(WaitingOffer one) {
    try {
      Path into = settings.now().into(one.from());
      if (goesOn(one.offer(), into) || isWelcome(one)) {
        take(one, into, false);
        return;
      }
      boolean contact = one.offer().fromContact();
      waiting.put(one.subject().id(), one);
      board.put(Board.Kind.OFFER, one.subject().id(), one.json(contact, clock.instant()));
      if (one.offer().transfer().state() instanceof Ended) {
        withdraw(one.subject().id());
      }
    } catch (IOException e) {
      report.notice("An offer cannot be taken: " + Texts.why(e));
      one.offer().decline();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean goesOn(IncomingOffer offer, Path into) throws IOException {
    return offer.transfer().file().folder().isPresent()
        ? offer.continues(devices.folderVault(into), false)
        : offer.continues(devices.vault(into));
  }

  private boolean isWelcome(WaitingOffer one) throws InterruptedException {
    Settings now = settings.now();
    boolean byRule =
        switch (now.accept()) {
          case ask -> false;
          case all -> true;
          case pictures -> Accepting.isPicture(one.offer()) && one.offer().fromContact();
          case contacts -> one.offer().fromContact();
        };
    return byRule && quotas.takes(one.from(), one.subject().size(), now.of(one.from()).quota());
  }

  private void take(WaitingOffer one, Path into, boolean executables)
      throws IOException, InterruptedException {
    withdraw(one.subject().id());
    FileVault vault = devices.vault(into);
    FolderVault folders = devices.folderVault(into);
    Lanes.Lane lane = lanes.take(Direction.IN);
    try {
      if (one.subject().folder().isPresent()) {
        one.offer().accept(folders, executables);
      } else {
        one.offer().accept(vault);
      }
      TransferState end = one.offer().transfer().await();
      LOG.log(System.Logger.Level.DEBUG, () -> one.subject().id() + " has ended: " + end);
    } finally {
      lane.close();
    }
  }

  private void withdraw(String id) {
    waiting.remove(id);
    board.remove(Board.Kind.OFFER, id);
  }

  /** The user's yes. */
  void accept(String id, Optional<Path> into, boolean executables) throws Refused {
    Path folder =
        into.orElseGet(() -> settings.now().into(waiting(id).map(WaitingOffer::from).orElse("")));
    SettingsShelf.check(folder);
    WaitingOffer one = claim(id);
    Thread.ofVirtual()
        .name("take " + id)
        .start(() -> {
          try {
            take(one, folder, executables);
          } catch (IOException e) {
            report.notice("An offer cannot be taken: " + Texts.why(e));
            one.offer().decline();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** The user's no. */
  void decline(String id) throws Refused {
    claim(id).offer().decline();
  }

  private Optional<WaitingOffer> waiting(String id) {
    return Optional.ofNullable(waiting.get(id));
  }

  private WaitingOffer claim(String id) throws Refused {
    WaitingOffer one =
        Optional.ofNullable(waiting.remove(id))
            .orElseThrow(() ->
                Refused.missing("no offer " + id + " waits for an answer", "see: ferry list"));
    board.remove(Board.Kind.OFFER, id);
    return one;
  }

  /** The offer itself. */
  IncomingOffer find(String id) throws Refused {
    return waiting(id)
        .map(WaitingOffer::offer)
        .orElseThrow(
            () -> Refused.missing("no offer " + id + " waits for an answer", "see: ferry list"));
  }
}
