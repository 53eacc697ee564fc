package dev.ferry.peerlink.classic;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Watcher;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A peer fetches a file that it was offered: the bytes, then the end of the channel. Whoever asks
 * for something else is declined like one who asks for what does not exist.
 */
final class PullServing implements Request {
  private static final long LOOK_UP = 30 * ClassicTask.SECOND;

  /** A stock Jami may lose what comes with the very yes to its channel. */
  private static final long BREATH = ClassicTask.SECOND / 10;

  private record Served(FileOffer file, Cargo cargo) {}

  private final Tasks tasks;
  private final Asked asked;
  private final PullName name;
  private final ClassicTask task;
  private final Monitor monitor;
  private Optional<Served> served = Optional.empty();
  private boolean answered;

  PullServing(Tasks tasks, Asked asked, PullName name, ClassicTask task) {
    this.tasks = tasks;
    this.asked = asked;
    this.name = name;
    this.task = task;
    this.monitor = tasks.monitor();
  }

  /** The task's body. */
  EndReason run(Arrival.Desk desk) throws InterruptedException {
    awaitAnswer(desk);
    if (served.isEmpty()) {
      asked.request().decline();
      return new Declined();
    }
    Cargo cargo = served.get().cargo();
    try {
      cargo.agreed(Portion.of(name.range()));
    } catch (IOException e) {
      asked.request().decline();
      return Failures.ofAgreement(e);
    }
    return send(task.own(asked.request().accept()), served.get().file(), cargo);
  }

  /** Whatever answer comes later than this is as good as none. */
  private void awaitAnswer(Arrival.Desk desk) throws InterruptedException {
    try {
      desk.requested(this);
      monitor.await(() -> answered, tasks.in(LOOK_UP));
    } finally {
      monitor.change(() -> answered = true);
    }
  }

  private EndReason send(ByteStream stream, FileOffer file, Cargo cargo)
      throws InterruptedException {
    task.show(new TransferState.Connecting());
    if (asked.link().isForeign()) {
      tasks.sleep(BREATH);
    }
    Hashes computed;
    try {
      task.flowing(file.size(), name.range().offset());
      computed = cargo.move(stream, task::progress).computed();
    } catch (IOException e) {
      return ClassicWay.broken(e, asked.link());
    }
    task.moved();
    ClassicWay.awaitTaken(tasks, stream);
    return task.claim()
        ? new Completed(Verified.SENT_ONLY, computed.get(Hashes.SHA_256).orElse(""))
        : new Cancelled(Side.HERE);
  }

  @Override
  public Peer from() {
    return new Peer.Account(asked.peer().account(), Optional.of(asked.peer().device()));
  }

  @Override
  public Wanted wanted() {
    return new Wanted(
        Kind.FILE,
        Optional.of(name.publication()),
        Optional.empty(),
        OptionalLong.empty(),
        Hashes.none());
  }

  @Override
  public void serve(FileOffer file, boolean secret, Cargo cargo, Watcher watcher) {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !answered;
      answered = true;
      if (first[0]) {
        // However it ends from now on, the watcher hears of it.
        task.shownTo(watcher);
        served = Optional.of(new Served(file, task.keep(cargo)));
      }
    });
    if (!first[0]) {
      EndReason why = new Cancelled(Side.HERE);
      cargo.putAway(why);
      watcher.show(new TransferState.Ended(why));
    }
  }

  @Override
  public void refuse(String why) {
    monitor.change(() -> answered = true);
  }

  @Override
  public void cancel() {
    task.cancel();
  }
}
