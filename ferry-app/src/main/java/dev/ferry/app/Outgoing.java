package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.account.Login;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Item;
import dev.ferry.app.run.Session;
import dev.ferry.app.run.Unfinished;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends one file or folder, entered among the unfinished ones until it is through or given up. Used
 * by one thread.
 */
record Outgoing(Surroundings surroundings, Session session, Report report, Login login) {

  /** Sends and reports; answers the exit status. */
  int send(Peer peer, Item item, SendOptions how) throws InterruptedException {
    return send(peer, item, how, () -> item.send(session.ferry(), peer, how));
  }

  /**
   * The same, begun otherwise.
   *
   * @param peer by which a later command goes on with it
   */
  int send(Peer peer, Item item, SendOptions how, Supplier<Transfer> begin)
      throws InterruptedException {
    Transfer transfer = begin.get();
    Subject subject =
        new Subject(
                Session.id(transfer),
                Transfer.Direction.OUT,
                peer.toString(),
                item.name(),
                item.size(),
                Optional.of(item.path()),
                item.folder())
            .calling(ContactWords.called(surroundings, peer));
    Optional<Unfinished.Held> held = enter(subject, item, how);
    boolean[] flowed = {how.resuming()};
    Ended ended =
        session.follow(
            subject, transfer, state -> flowed[0] |= state instanceof TransferState.Flowing);
    leave(held, flowed[0] && Unfinished.mayGoOn(ended.reason()));
    return Outcome.of(ended.reason(), Transfer.Direction.OUT, peer.toString()).status();
  }

  private Optional<Unfinished.Held> enter(Subject subject, Item item, SendOptions how) {
    String via = how.via().stream().map(Route::toString).collect(Collectors.joining(","));
    try {
      return Optional.of(
          new Unfinished(surroundings.home())
              .add(
                  new Unfinished.Entry(
                      subject.id(),
                      login.account().toString(),
                      subject.peer(),
                      item.path(),
                      item.size(),
                      item.modified(),
                      via,
                      how.encrypt().toString())));
    } catch (IOException e) {
      report.notice("'ferry resume' will not know this file: " + Causes.text(e));
      return Optional.empty();
    }
  }

  private void leave(Optional<Unfinished.Held> held, boolean stays) {
    if (held.isEmpty()) {
      return;
    }
    try (Unfinished.Held entry = held.get()) {
      if (!stays) {
        entry.remove();
      }
    } catch (IOException e) {
      report.notice("'ferry resume' may offer this file again: " + Causes.text(e));
    }
  }
}
