package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file or folder to one person who is reached in several ways, as by accounts in different
 * worlds: one transfer, whose parts are those of all ways. Any task may call.
 */
public final class PersonTransfer implements Transfer {
  /** How the ways are taken. */
  public enum Choice {
    /** One after another, until somebody is there. */
    BEST,
    /** All at once; once one is through, offers that nobody has answered are withdrawn. */
    ALL
  }

  /**
   * One way to the person.
   *
   * @param peer by which they are reached
   * @param begin begins to send; called once
   */
  public record Way(Peer peer, Supplier<Transfer> begin) {}

  private final Tasks tasks;
  private final List<Way> ways;
  private final LiveTransfer shown;
  private final List<Transfer> begun = new ArrayList<>();
  private final Monitor monitor;
  private boolean cancelled;

  private PersonTransfer(Tasks tasks, FileOffer file, List<Way> ways) {
    this.tasks = tasks;
    this.ways = List.copyOf(ways);
    this.monitor = tasks.monitor();
    Transfer first = ways.getFirst().begin().get();
    begun.add(first);
    this.shown = new LiveTransfer(tasks, first.id(), Direction.OUT, ways.getFirst().peer(), file);
    shown.partsFrom(this::all);
    shown.by(this::stop);
  }

  /**
   * Begins to send; returns at once.
   *
   * @param ways at least one, the best first
   */
  public static PersonTransfer begin(Tasks tasks, FileOffer file, List<Way> ways, Choice choice) {
    PersonTransfer transfer = new PersonTransfer(tasks, file, ways);
    var unused =
        tasks.fork(
            "ways to a person",
            () -> {
              switch (choice) {
                case BEST -> transfer.oneByOne();
                case ALL -> transfer.atOnce();
              }
            });
    return transfer;
  }

  private void oneByOne() throws InterruptedException {
    Ended end = follow(begun.getFirst());
    for (Way way : ways.subList(1, ways.size())) {
      if (!isElsewhere(end) || isCancelled()) {
        break;
      }
      end = follow(add(way.begin().get()));
    }
    shown.show(end);
  }

  /** Shows all but the end, which it answers. */
  private Ended follow(Transfer one) throws InterruptedException {
    TransferState state = one.state();
    while (!(state instanceof Ended)) {
      shown.show(state);
      state = one.next(state, Tasks.NEVER).orElseThrow();
    }
    return (Ended) state;
  }

  /** Whether nobody was there, so that another way may lead to them. */
  private static boolean isElsewhere(Ended end) {
    return switch (end.reason()) {
      case EndReason.Unreachable _, EndReason.NoRoute _ -> true;
      case EndReason.ConnectionLost _ -> end.route().isEmpty();
      case EndReason.TimedOut late -> late.stage() == EndReason.Stage.CONNECT;
      case EndReason.Completed _,
          EndReason.Declined _,
          EndReason.Cancelled _,
          EndReason.SecurityRefused _,
          EndReason.Corrupted _,
          EndReason.StorageFailed _,
          EndReason.PeerFault _ ->
          false;
    };
  }

  private void atOnce() throws InterruptedException {
    for (Way way : ways.subList(1, ways.size())) {
      if (!isCancelled()) {
        Transfer unused = add(way.begin().get());
      }
    }
    List<Transfer> all = snapshot();
    List<TaskHandle> watching = new ArrayList<>();
    for (Transfer each : all.subList(1, all.size())) {
      watching.add(tasks.fork("a way to a person", () -> watch(each)));
    }
    watch(all.getFirst());
    watching.forEach(TaskHandle::join);
  }

  private void watch(Transfer one) throws InterruptedException {
    TransferState state = one.state();
    refresh();
    while (!(state instanceof Ended)) {
      state = one.next(state, Tasks.NEVER).orElseThrow();
      refresh();
    }
  }

  private void refresh() {
    List<Transfer> all = snapshot();
    List<TransferState> states = all.stream().map(Transfer::state).toList();
    shown.show(Optimism.of(states));
    if (Optimism.isServed(states)) {
      for (Transfer each : all) {
        if (Optimism.isUnanswered(each.state())) {
          each.cancel();
        }
      }
    }
  }

  private Transfer add(Transfer one) {
    boolean[] late = {false};
    monitor.change(() -> {
      begun.add(one);
      late[0] = cancelled;
    });
    if (late[0]) {
      one.cancel();
    }
    return one;
  }

  private List<Transfer> snapshot() {
    List<Transfer> all = new ArrayList<>();
    monitor.change(() -> all.addAll(begun));
    return all;
  }

  private boolean isCancelled() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = cancelled);
    return now[0];
  }

  private void stop() {
    monitor.change(() -> cancelled = true);
    snapshot().forEach(Transfer::cancel);
  }

  /** The devices of all ways that were taken; of a way with one device that way itself. */
  private List<Part> all() {
    List<Part> all = new ArrayList<>();
    for (Transfer each : snapshot()) {
      List<Part> parts = each.parts();
      if (parts.isEmpty()) {
        all.add(new Part(each.peer(), each.state()));
      }
      all.addAll(parts);
    }
    return all;
  }

  @Override
  public String id() {
    return shown.id();
  }

  @Override
  public Direction direction() {
    return Direction.OUT;
  }

  @Override
  public Peer peer() {
    return shown.peer();
  }

  @Override
  public FileOffer file() {
    return shown.file();
  }

  @Override
  public List<String> remarks() {
    return snapshot().stream().flatMap(each -> each.remarks().stream()).toList();
  }

  @Override
  public List<Part> parts() {
    return shown.parts();
  }

  @Override
  public TransferState state() {
    return shown.state();
  }

  @Override
  public Optional<TransferState> next(TransferState seen, long deadline)
      throws InterruptedException {
    return shown.next(seen, deadline);
  }

  @Override
  public Ended await() throws InterruptedException {
    return shown.await();
  }

  @Override
  public void cancel() {
    shown.cancel();
  }
}
