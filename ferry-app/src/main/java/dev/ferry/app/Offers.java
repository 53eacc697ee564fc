package dev.ferry.app;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.app.offers.SharedFiles;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Session;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.io.Ferries;
import dev.ferry.port.Tasks;
import java.time.Duration;
import java.util.Optional;

/**
 * Notes what is offered here, so that it can be asked for again, and follows what others ask of
 * this device again. Any thread may call.
 */
final class Offers {
  /** What the other devices know is heard a moment after the sender's word. */
  private static final Duration HEARING = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int SHOWN = 8;

  private final Session session;
  private final KnownFiles files;
  private final SharedFiles shared;
  private final Peer account;

  /**
   * @param shared what the other devices of the account know of offers
   * @param account to which the offers come
   */
  Offers(Session session, KnownFiles files, SharedFiles shared, Peer account) {
    this.shared = shared;
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
    if (end.reason() instanceof Cancelled(Side by) && by == Side.THERE) {
      tellOfAnother(subject, offer);
    }
    return end;
  }

  /**
   * The sender takes back what another device of this account has; that one says so, if it can be
   * reached.
   */
  private void tellOfAnother(Subject subject, IncomingOffer offer) throws InterruptedException {
    long end = Ferries.tasks().in(HEARING.toNanos());
    String name = offer.publication().orElse("");
    while (name.length() > SHOWN && !session.stopped() && Ferries.tasks().now() < end) {
      if (shared.elsewhere(name) > 0) {
        session.notice(
            "%s: another of your devices has it. To have it here too: ferry again %s"
                .formatted(Terminal.escape(subject.file()), name.substring(0, SHOWN)));
        return;
      }
      Ferries.tasks().sleep(LOOK_AGAIN.toNanos());
    }
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
