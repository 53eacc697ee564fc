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
import dev.ferry.stanza.Jid;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes what is offered here, so that it can be asked for again, and follows what others ask of
 * this device again. Any thread may call.
 */
final class Offers {
  private final KnownFiles files;
  private final Jid account;
  private final Map<String, Known> open = new ConcurrentHashMap<>();

  Offers(KnownFiles files, Jid account) {
    this.files = files;
    this.account = account;
  }

  /** Notes an offer; of a folder there is nothing to note, since only files can be asked for. */
  void came(Subject subject, IncomingOffer offer) {
    if (subject.folder().isEmpty()) {
      Known known =
          new Known(
              subject.id(),
              account.bare(),
              account(offer.transfer().peer()),
              offer.transfer().file(),
              offer.publication());
      open.put(subject.id(), known);
      files.keep(known);
    }
  }

  /** Notes what is known of the content now. */
  void ended(Subject subject, Ended end) {
    Optional<Known> known = Optional.ofNullable(open.remove(subject.id()));
    if (end.reason() instanceof Completed done && !done.sha256().isEmpty()) {
      known.map(k -> k.hashed(done.sha256())).ifPresent(files::keep);
    }
  }

  private static Jid account(Peer peer) {
    return switch (peer) {
      case Peer.Xmpp(Jid jid) -> jid.bare();
    };
  }

  /** Follows what this device gives again, until it is closed. */
  static Thread serve(Session session) {
    return Thread.ofVirtual()
        .name("follow what is given again")
        .start(() -> {
          try {
            Optional<Transfer> next = session.ferry().nextServed(Tasks.NEVER);
            while (next.isPresent()) {
              Transfer transfer = next.get();
              Thread.ofVirtual().start(() -> follow(session, transfer));
              next = session.ferry().nextServed(Tasks.NEVER);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void follow(Session session, Transfer transfer) {
    Subject subject =
        new Subject(
            Session.id(transfer),
            Direction.OUT,
            transfer.peer().toString(),
            transfer.file().name(),
            transfer.file().size(),
            Optional.empty());
    try {
      session.follow(subject, transfer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
