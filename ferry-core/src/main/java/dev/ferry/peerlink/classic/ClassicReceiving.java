package dev.ferry.peerlink.classic;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.StreamTimer;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.peerlink.files.Acquaintances;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The receiver's side: header, yes or no, bytes. All that can be compared is their number. */
final class ClassicReceiving {
  private static final long HEADER = 30 * ClassicTask.SECOND;
  private static final long DECIDING = 600 * ClassicTask.SECOND;
  private static final int MOST_EVENTS = 8;

  /** What ends the wait for a yes or no. */
  sealed interface Event {
    record Yes(Cargo cargo) implements Event {}

    record No() implements Event {}

    /** The sender has not waited. */
    record Left(EndReason why) implements Event {}
  }

  private final Tasks tasks;
  private final Asked asked;
  private final Acquaintances known;
  private final Arrival.Desk desk;
  private final ClassicTask task;
  private final Mailbox<Event> events;

  ClassicReceiving(
      Tasks tasks, Asked asked, Acquaintances known, Arrival.Desk desk, ClassicTask task) {
    this.tasks = tasks;
    this.asked = asked;
    this.known = known;
    this.desk = desk;
    this.task = task;
    this.events = new Mailbox<>(tasks, MOST_EVENTS);
  }

  EndReason run() throws IOException, InterruptedException {
    ByteStream stream = task.own(asked.request().accept());
    Optional<ClassicHeader> header =
        StreamTimer.within(tasks, stream, tasks.in(HEADER), () -> ClassicHeader.read(stream));
    if (header.isEmpty()) {
      ClassicWay.say(stream, ClassicWay.NO_GO);
      return new PeerFault("the peer's offer makes no sense");
    }
    FileOffer file =
        new FileOffer(
            header.get().name(),
            header.get().size(),
            Optional.empty(),
            Hashes.none(),
            Optional.empty());
    var from = new Peer.Account(asked.peer().account(), Optional.of(asked.peer().device()));
    task.shownTo(desk.arrived(new ClassicArrival(from, file, known, events, task)));
    task.show(new TransferState.Offered());
    return switch (decision(stream)) {
      case Event.Yes(Cargo cargo) -> receive(stream, file, task.keep(cargo));
      case Event.No() -> refuse(stream, new Declined());
      case Event.Left(EndReason why) -> refuse(stream, why);
    };
  }

  /** Waits for the user, as long as the sender does. */
  private Event decision(ByteStream stream) throws InterruptedException {
    Optional<Event> event;
    try (TaskScope scope = new TaskScope(tasks)) {
      scope.fork("whether the sender waits", () -> events.force(new Event.Left(early(stream))));
      event = events.take(tasks.in(DECIDING));
    }
    // What the sender did in that moment counts for more than a yes.
    return events
        .take(tasks.now())
        .filter(Event.Left.class::isInstance)
        .or(() -> event)
        .orElse(new Event.Left(new TimedOut(Stage.OFFER)));
  }

  /** What it means that something comes before the yes. */
  private EndReason early(ByteStream stream) throws InterruptedException {
    try {
      return stream.read(ByteBuffer.allocate(1)) > 0
          ? new PeerFault("the peer sent bytes of the file before it was told to")
          : new Cancelled(Side.THERE);
    } catch (IOException e) {
      return ClassicWay.gone(asked.link());
    }
  }

  private EndReason refuse(ByteStream stream, EndReason why) throws InterruptedException {
    try {
      ClassicWay.say(stream, ClassicWay.NO_GO);
    } catch (IOException gone) {
      // Then nobody waits for it.
    }
    return why;
  }

  private EndReason receive(ByteStream stream, FileOffer file, Cargo cargo)
      throws IOException, InterruptedException {
    try {
      cargo.prepare(Portion.Abilities.NONE);
    } catch (VaultException e) {
      return refuse(stream, Failures.ofStorage(e));
    }
    Hashes computed;
    try {
      task.show(new TransferState.Connecting());
      ClassicWay.say(stream, ClassicWay.GO);
      task.flowing(file.size(), 0);
      computed = cargo.move(stream, task::progress).computed();
    } catch (IOException e) {
      return ClassicWay.broken(e, asked.link());
    }
    task.moved();
    task.show(new TransferState.Verifying(Route.ICE));
    return task.claim() ? store(cargo, computed) : new Cancelled(Side.HERE);
  }

  private EndReason store(Cargo cargo, Hashes computed) {
    try {
      task.stored(cargo.store());
    } catch (VaultException e) {
      return Failures.ofStorage(e);
    }
    return new Completed(Verified.SIZE_ONLY, computed.get(Hashes.SHA_256).orElse(""));
  }
}
