package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A transfer of this run: what its negotiation shows, its watchers see. */
final class LiveTransfer implements Transfer, Watcher {
  private final String id;
  private final Direction direction;
  private final Peer peer;
  private final FileOffer file;
  private final Monitor monitor;
  private TransferState state = new TransferState.Preparing();
  private Optional<Ongoing> ongoing = Optional.empty();
  private final List<String> remarks = new ArrayList<>();
  private volatile Supplier<List<Part>> parts = List::of;
  private boolean cancelled;
  private Consumer<TransferState.Ended> atEnd = _ -> {};

  LiveTransfer(Tasks tasks, String id, Direction direction, Peer peer, FileOffer file) {
    this.monitor = tasks.monitor();
    this.id = id;
    this.direction = direction;
    this.peer = peer;
    this.file = file;
  }

  /** Ties the transfer to what negotiates it; a cancel that came before is passed on. */
  void by(Ongoing negotiation) {
    boolean[] late = {false};
    monitor.change(() -> {
      ongoing = Optional.of(negotiation);
      late[0] = cancelled;
    });
    if (late[0]) {
      negotiation.cancel();
    }
  }

  /** Somebody is told the end, on the task that shows it, before others see it. */
  LiveTransfer whenEnded(Consumer<TransferState.Ended> told) {
    atEnd = told;
    return this;
  }

  /** Learns who knows how it stands with each device of the peer. */
  void partsFrom(Supplier<List<Part>> source) {
    parts = source;
  }

  @Override
  public List<Part> parts() {
    List<Part> all = parts.get();
    return all.size() > 1 ? all : List.of();
  }

  /** Adds to what people should know. */
  void remark(List<String> more) {
    monitor.change(() -> remarks.addAll(more));
  }

  @Override
  public List<String> remarks() {
    List<String> all = new ArrayList<>();
    monitor.change(() -> all.addAll(remarks));
    return all;
  }

  @Override
  public void show(TransferState next) {
    if (next instanceof TransferState.Ended end && !(state() instanceof TransferState.Ended)) {
      atEnd.accept(end);
    }
    monitor.change(() -> {
      if (!(state instanceof TransferState.Ended)) {
        state = next;
      }
    });
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public FileOffer file() {
    return file;
  }

  @Override
  public TransferState state() {
    TransferState[] now = new TransferState[1];
    monitor.change(() -> now[0] = state);
    return now[0];
  }

  @Override
  public Optional<TransferState> next(TransferState seen, long deadline)
      throws InterruptedException {
    return monitor.await(() -> !state.equals(seen), deadline)
        ? Optional.of(state())
        : Optional.empty();
  }

  @Override
  public TransferState.Ended await() throws InterruptedException {
    monitor.await(() -> state instanceof TransferState.Ended, Tasks.NEVER);
    return (TransferState.Ended) state();
  }

  @Override
  public void pause() {
    each(Ongoing::suspend);
  }

  @Override
  public void resume() {
    each(Ongoing::resume);
  }

  private void each(Consumer<Ongoing> what) {
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> ongoing.ifPresent(whom::add));
    whom.forEach(what);
  }

  @Override
  public void cancel() {
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      ongoing.ifPresent(whom::add);
    });
    whom.forEach(Ongoing::cancel);
  }
}
