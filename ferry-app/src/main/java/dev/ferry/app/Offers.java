package dev.ferry.app;

import dev.ferry.EndReason.Completed;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Session;
import dev.ferry.port.Tasks;
import java.util.Optional;

/**
 * Notes what is offered here, so that it can be asked for again, and follows what others ask of
 * this device again. Any thread may call.
 */
final class Offers {
  private final Session session;
  private final KnownFiles files;
  private final Peer account;

  /**
   * @param account to which the offers come
   */
  Offers(Session session, KnownFiles files, Peer account) {
    this.session = session;
    this.files = files;
    this.account = account;
  }

  Session session() {
    return session;
  }

  /** Notes an offer. */
  void came(Subject subject, IncomingOffer offer) {
    files.keep(known(subject, offer));
  }

  /** Reports a transfer until its end, and notes what is known of the content then. */
  Ended follow(Subject subject, IncomingOffer offer) throws InterruptedException {
    Ended end = session.follow(subject, offer.transfer());
    if (subject.folder().isEmpty()
        && end.reason() instanceof Completed done
        && !done.sha256().isEmpty()) {
      files.keep(known(subject, offer).hashed(done.sha256()));
    }
    return end;
  }

  private Known known(Subject subject, IncomingOffer offer) {
    return Known.of(subject.id(), account, offer);
  }

  /** Follows what this device gives again, until it is closed. */
  void serve() {
    Thread.ofVirtual()
        .name("follow what is given again")
        .start(() -> {
          try {
            Optional<Transfer> next = session.ferry().nextServed(Tasks.NEVER);
            while (next.isPresent()) {
              Transfer transfer = next.get();
              Thread.ofVirtual().start(() -> follow(transfer));
              next = session.ferry().nextServed(Tasks.NEVER);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void follow(Transfer transfer) {
    Subject subject =
        new Subject(
            Session.id(transfer),
            Direction.OUT,
            transfer.peer().toString(),
            transfer.file().name(),
            transfer.file().size(),
            Optional.empty(),
            transfer.file().folder());
    try {
      session.follow(subject, transfer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
