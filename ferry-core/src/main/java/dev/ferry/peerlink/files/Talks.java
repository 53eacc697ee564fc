package dev.ferry.peerlink.files;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.DeviceId;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transfers under way, by the device that each is with: another device changes nothing about
 * them. Any task may call.
 */
final class Talks {
  static final int MOST_OF_ACCOUNT = 32;
  static final int MOST = 256;
  private static final long FAREWELL = 10_000_000_000L;

  /** Whom a transfer is with, and its id. */
  record Key(AccountId account, DeviceId device, String id) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final Map<Key, FileTask> talks = new HashMap<>();
  private int others;
  private boolean closed;
  private final List<FileTask> seeking = new ArrayList<>();

  Talks(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /** Adds one that a peer begins, unless there is one of that key, too many, or all is over. */
  boolean admit(Key key, FileTask task) {
    boolean[] added = {false};
    monitor.change(() -> {
      long ofAccount =
          talks.keySet().stream().filter(k -> k.account().equals(key.account())).count();
      added[0] =
          !closed
              && talks.size() < MOST
              && ofAccount < MOST_OF_ACCOUNT
              && talks.putIfAbsent(key, task) == null;
    });
    return added[0];
  }

  /** Counts one that begins here, of which it is not known yet with whom it is. */
  boolean begin(FileTask task) {
    boolean[] added = {false};
    monitor.change(() -> added[0] = !closed && seeking.add(task));
    return added[0];
  }

  /** Now it is known. */
  void with(Key key, FileTask task) {
    monitor.change(() -> talks.put(key, task));
  }

  Optional<FileTask> find(Key key) {
    List<FileTask> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(talks.get(key)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  void remove(FileTask task) {
    monitor.change(() -> {
      talks.values().removeIf(t -> t == task);
      seeking.removeIf(t -> t == task);
    });
  }

  /** Counts what may begin another. */
  void underway(int more) {
    monitor.change(() -> others += more);
  }

  void awaitIdle() throws InterruptedException {
    monitor.await(this::isIdle, Tasks.NEVER);
  }

  private boolean isIdle() {
    return talks.isEmpty() && seeking.isEmpty() && others == 0;
  }

  /** Takes no more, cancels all, and gives them a moment to tell their peers. */
  void end(TaskScope scope) {
    List<FileTask> all = new ArrayList<>();
    monitor.change(() -> {
      closed = true;
      all.addAll(seeking);
      all.addAll(talks.values());
    });
    all.forEach(FileTask::cancel);
    boolean hurried = false;
    try {
      monitor.await(() -> talks.isEmpty() && seeking.isEmpty(), tasks.in(FAREWELL));
    } catch (InterruptedException hurry) {
      hurried = true;
    }
    // This ends what is left, without waiting for the peers.
    scope.close();
    if (hurried) {
      tasks.interruptSelf();
    }
  }
}
