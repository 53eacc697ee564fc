package dev.ferry.si;

import dev.ferry.Assurance;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Tasks;
import dev.ferry.si.SiMessage.Offer;
import java.util.Optional;
import java.util.function.Function;

/** A peer's offer that waits for a yes or no. */
final class SiArrival implements Arrival {
  private static final long LOOK_UP = 5_000_000_000L;

  private final Tasks tasks;
  private final Offer offer;
  private final Contacts contacts;
  private final SiTask session;
  private volatile Watcher watcher = _ -> {};

  /**
   * @param task makes the session, given who is told its states
   */
  SiArrival(Tasks tasks, Offer offer, Contacts contacts, Function<Watcher, SiTask> task) {
    this.tasks = tasks;
    this.offer = offer;
    this.contacts = contacts;
    this.session = task.apply(this::show);
  }

  SiTask session() {
    return session;
  }

  /** Who is told the states; set before the session starts. */
  void shownBy(Watcher one) {
    watcher = one;
  }

  private void show(TransferState state) {
    watcher.show(state);
  }

  @Override
  public Peer from() {
    return new Peer.Xmpp(session.peer());
  }

  @Override
  public FileOffer file() {
    return offer.file();
  }

  @Override
  public Optional<String> message() {
    return offer.words();
  }

  @Override
  public Assurance assurance() {
    return Assurance.NONE;
  }

  @Override
  public boolean fromContact() throws InterruptedException {
    return contacts.have(session.peer(), tasks.in(LOOK_UP));
  }

  @Override
  public void accept(Cargo cargo) {
    session.accept(cargo);
  }

  @Override
  public void decline() {
    session.decline();
  }

  @Override
  public void cancel() {
    session.cancel();
  }
}
