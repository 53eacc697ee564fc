package dev.ferry.folder;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes files durable in groups, several files of a group at once, while the next group is written;
 * each is noted as whole only after that. So a disk that takes its time for one file does not take
 * it ten thousand times, and nothing is called whole that a loss of power could still tear.
 *
 * <p>Used by one task at a time.
 */
final class Settling implements AutoCloseable {
  private static final long BETWEEN_GROUPS = 500_000_000;

  /**
   * So many files are open at most, twice: those that are forced, and those that come meanwhile.
   */
  static final int GROUP = 128;

  /** More at once let a disk write no faster. */
  private static final int AT_ONCE = 8;

  /** A file with all its bytes, and what is to be noted of it; a damaged one is not noted. */
  private record Written(Output output, Optional<String> note) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final PartialFolder folder;
  private final TaskScope scope;
  private List<Written> group = new ArrayList<>();
  private List<Written> forcing = List.of();
  private long begun;
  // Guarded by the monitor.
  private int next;
  private int running;
  private final List<IOException> failures = new ArrayList<>();

  Settling(Tasks tasks, PartialFolder folder) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.folder = folder;
    this.scope = new TaskScope(tasks);
    this.begun = tasks.now();
  }

  /** Takes a finished file, which is closed by this. */
  void add(Output finished, Optional<String> note) throws IOException, InterruptedException {
    group.add(new Written(finished, note));
    if (group.size() >= GROUP || tasks.now() - begun > BETWEEN_GROUPS) {
      turn();
    }
  }

  /** Waits until all that was taken is durable and noted. */
  void settle() throws IOException, InterruptedException {
    turn();
    turn();
  }

  /** Waits for the group that is being forced, then begins with the one that has come meanwhile. */
  private void turn() throws IOException, InterruptedException {
    monitor.await(() -> running == 0, Tasks.NEVER);
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    note(forcing);
    forcing = group;
    group = new ArrayList<>();
    begun = tasks.now();
    next = 0;
    int together = Math.min(AT_ONCE, forcing.size());
    monitor.change(() -> running = together);
    for (int i = 0; i < together; i++) {
      scope.fork("force files", this::force);
    }
  }

  private void note(List<Written> durable) throws VaultException {
    for (Written file : durable) {
      if (file.note().isPresent()) {
        folder.note(file.note().get());
      }
    }
    if (!durable.isEmpty()) {
      folder.keepNotes();
    }
  }

  private void force() throws InterruptedException {
    try {
      Optional<Output> one = take();
      while (one.isPresent()) {
        one.get().force();
        one = take();
      }
    } catch (IOException e) {
      monitor.change(() -> failures.add(e));
    } finally {
      monitor.change(() -> running--);
    }
  }

  /** After a failure there is nothing more to do. */
  private Optional<Output> take() {
    List<Output> taken = new ArrayList<>(1);
    monitor.change(() -> {
      if (failures.isEmpty() && next < forcing.size()) {
        taken.add(forcing.get(next).output());
        next++;
      }
    });
    return taken.stream().findFirst();
  }

  /** Closes all that is open, settled or not. */
  @Override
  public void close() {
    scope.close();
    forcing.forEach(file -> file.output().close());
    group.forEach(file -> file.output().close());
  }
}
