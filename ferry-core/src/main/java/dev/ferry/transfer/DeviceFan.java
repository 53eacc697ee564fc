package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;

/**
 * One transfer to every device of a peer that can take it. Each device answers for itself and has
 * its own part; once one has the file and no other has begun, those that did not answer are not
 * bothered any more. While the offer stands, devices that come are offered it too.
 *
 * <p>{@link #run} is its own task; {@link #cancel} may come from any; parts report on theirs.
 */
final class DeviceFan implements Ongoing {
  /** How long it may take to find the devices. */
  static final long LOOK_UP = 20_000_000_000L;

  /** So many devices are offered it at most: nobody has more, but anybody can say so. */
  static final int MOST = 32;

  /** How long after it is looked for devices that have come; twice as long each further time. */
  private static final long LOOK_AGAIN = 10_000_000_000L;

  private static final long LONGEST = 160_000_000_000L;

  /** Finds the devices that can take it; may wait. */
  @FunctionalInterface
  interface Finding {
    List<Peer> devices() throws InterruptedException;
  }

  /** Begins to offer to one device. */
  @FunctionalInterface
  interface Start {
    Ongoing offer(Peer device, Watcher watcher);
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final Finding finding;
  private final LiveTransfer transfer;
  private final Start start;
  private final List<Part> parts = new ArrayList<>();
  private final List<Ongoing> begun = new ArrayList<>();
  private boolean cancelled;
  private boolean held;
  private boolean over;

  DeviceFan(Tasks tasks, Finding finding, LiveTransfer transfer, Start start) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.finding = finding;
    this.transfer = transfer;
    this.start = start;
    transfer.partsFrom(this::parts);
  }

  void run() throws InterruptedException {
    try {
      List<Peer> found = finding.devices();
      // Offering to nobody in particular ends with the reason why nobody is there.
      List<Peer> devices = found.isEmpty() ? List.of(transfer.peer()) : bounded(found);
      if (takeUp(devices)) {
        begin(devices);
        if (!found.isEmpty()) {
          attend();
        }
      }
    } finally {
      stopped();
    }
  }

  /** All parts are there before the first is begun: a fast one must not be taken for all. */
  private boolean takeUp(List<Peer> devices) {
    monitor.change(() -> {
      if (!cancelled) {
        devices.forEach(device -> parts.add(new Part(device, new TransferState.Preparing())));
      }
    });
    return !isIdle();
  }

  /** Whether there are no parts, so that nobody else will show the end. */
  private boolean isIdle() {
    boolean[] idle = {false};
    monitor.change(() -> idle[0] = parts.isEmpty());
    return idle[0];
  }

  private List<Peer> bounded(List<Peer> found) {
    if (found.size() <= MOST) {
      return found;
    }
    transfer.remark(
        List.of(
            "%d devices are said to be there; offered to the first %d of them"
                .formatted(found.size(), MOST)));
    return found.subList(0, MOST);
  }

  private void begin(List<Peer> devices) {
    for (int i = 0; i < devices.size(); i++) {
      begin(i, devices.get(i));
    }
    withdrawIfServed();
  }

  /** Offers to one device, whose part is there. */
  private void begin(int which, Peer device) {
    Ongoing one = start.offer(device, state -> show(which, state));
    boolean[] late = {false};
    boolean[] waits = {false};
    monitor.change(() -> {
      waits[0] = held;
      if (which < begun.size()) {
        begun.set(which, one);
      } else {
        begun.add(one);
      }
      late[0] = cancelled;
    });
    if (waits[0]) {
      one.suspend();
    }
    if (late[0]) {
      one.cancel();
    }
  }

  @Override
  public void suspend() {
    hold(true).forEach(Ongoing::suspend);
  }

  @Override
  public void resume() {
    hold(false).forEach(Ongoing::resume);
  }

  private List<Ongoing> hold(boolean now) {
    List<Ongoing> all = new ArrayList<>();
    monitor.change(() -> {
      held = now;
      all.addAll(begun);
    });
    return all;
  }

  /** Looks for devices that come, until nobody needs it any more. */
  private void attend() throws InterruptedException {
    long pause = LOOK_AGAIN;
    while (!monitor.await(() -> over || cancelled, tasks.in(pause))) {
      for (Peer device : finding.devices()) {
        int which = place(device);
        if (which >= 0) {
          begin(which, device);
          withdrawIfServed();
        }
      }
      pause = Math.min(2 * pause, LONGEST);
    }
  }

  /** Where the part of a device is that is to be offered it now; below zero when it is not. */
  private int place(Peer device) {
    int[] place = {-1};
    monitor.change(() -> {
      Part fresh = new Part(device, new TransferState.Preparing());
      int known = parts.stream().map(Part::device).toList().indexOf(device);
      if (over || cancelled || parts.stream().anyMatch(p -> Optimism.isCompleted(p.state()))) {
        return;
      }
      if (known < 0 && parts.size() < MOST) {
        parts.add(fresh);
        place[0] = parts.size() - 1;
      } else if (known >= 0 && Optimism.wasAway(parts.get(known).state())) {
        parts.set(known, fresh);
        place[0] = known;
      }
    });
    return place[0];
  }

  private void show(int which, TransferState state) {
    monitor.change(() -> {
      parts.set(which, new Part(parts.get(which).device(), state));
      List<TransferState> all = parts.stream().map(Part::state).toList();
      over |= Optimism.isServed(all) || all.stream().allMatch(Ended.class::isInstance);
    });
    transfer.show(Optimism.of(parts().stream().map(Part::state).toList()));
    withdrawIfServed();
  }

  List<Part> parts() {
    List<Part> all = new ArrayList<>();
    monitor.change(() -> all.addAll(parts));
    return all;
  }

  private void withdrawIfServed() {
    List<Ongoing> needless = new ArrayList<>();
    monitor.change(() -> {
      boolean allBegun = begun.size() == parts.size();
      if (allBegun && Optimism.isServed(parts.stream().map(Part::state).toList())) {
        for (int i = 0; i < parts.size(); i++) {
          if (Optimism.isUnanswered(parts.get(i).state())) {
            needless.add(begun.get(i));
          }
        }
      }
    });
    needless.forEach(Ongoing::cancel);
  }

  /** Ends a transfer that has no parts; one that has them ends with them. */
  void stopped() {
    if (isIdle()) {
      transfer.show(new Ended(new EndReason.Cancelled(Side.HERE)));
    }
  }

  @Override
  public void cancel() {
    List<Ongoing> all = new ArrayList<>();
    monitor.change(() -> {
      cancelled = true;
      all.addAll(begun);
    });
    all.forEach(Ongoing::cancel);
    stopped();
  }
}
