package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Declined;
import dev.ferry.Side;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.peerlink.files.Over.Ending;
import dev.ferry.port.Tasks;
import java.util.Optional;

/**
 * One transfer with one device at work. {@link #run} is the transfer's own task; the other methods
 * may be called from any.
 */
final class FileTask implements Negotiation.Ongoing {
  /** What the task does until the end. */
  @FunctionalInterface
  interface Body {
    Ending run() throws Over, InterruptedException;
  }

  private final Conversation talk;
  private final FileView view;
  private Optional<Cargo> cargo = Optional.empty();
  private Optional<EndReason> done = Optional.empty();
  private volatile boolean reported;

  FileTask(String id, Tasks tasks, Patience patience) {
    this.talk = new Conversation(id, tasks, patience);
    this.view = new FileView(tasks);
  }

  Conversation talk() {
    return talk;
  }

  FileView view() {
    return view;
  }

  /** Puts it away when all is over. */
  Cargo keep(Cargo one) {
    cargo = Optional.of(one);
    return one;
  }

  /** Whoever is stopped in the middle still puts away and says how it ended. */
  void run(Body body) throws InterruptedException {
    Ending ending = Ending.told(new Cancelled(Side.HERE));
    try {
      try {
        ending = body.run();
      } catch (Over over) {
        ending = over.ending();
      }
      talk.part(ending.toPeer());
    } finally {
      EndReason why = done.orElse(ending.why());
      talk.close();
      cargo.ifPresent(c -> c.putAway(why));
      view.ended(why);
    }
  }

  /** Receives, and tells the sender. */
  Ending receive(Receiving receiving) throws Over, InterruptedException {
    Receiving.Done stored = receiving.run();
    done = Optional.of(stored.why());
    reported = receiving.report(stored.word());
    return Ending.untold(stored.why());
  }

  /** Whether the sender has said that it knows. */
  boolean isReported() {
    return reported;
  }

  void decline() {
    talk.post(new FileEvent.Stopped(new Declined()));
  }

  @Override
  public void cancel() {
    talk.post(new FileEvent.Stopped(new Cancelled(Side.HERE)));
  }
}
