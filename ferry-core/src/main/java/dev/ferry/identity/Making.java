package dev.ferry.identity;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Makes accounts and devices; the keys for them are made at once, a task each. */
public final class Making {
  private static final int FOR_AN_ACCOUNT = 3;

  private final KeyMaker maker;
  private final Tasks tasks;
  private final Issuing issuing;

  public Making(KeyMaker maker, Tasks tasks, Issuing issuing) {
    this.maker = maker;
    this.tasks = tasks;
    this.issuing = issuing;
  }

  /** An account, and the device that is here. */
  public record Made(Archive archive, OwnDevice device) {}

  /**
   * Makes a new account with its first device.
   *
   * @param name what the person calls themselves; may be empty
   * @param progress is told how many of three keys are there, by the task that called
   */
  public Made account(String name, IntConsumer progress) throws IOException, InterruptedException {
    List<KeyPair> keys = keys(FOR_AN_ACCOUNT, progress);
    Archive archive = Archive.create(keys.get(0), keys.get(1), name, issuing);
    return new Made(archive, archive.device(keys.get(2), issuing));
  }

  /** Makes this a new device of an account. */
  public Made device(Archive archive, IntConsumer progress)
      throws IOException, InterruptedException {
    return new Made(archive, archive.device(keys(1, progress).getFirst(), issuing));
  }

  private List<KeyPair> keys(int count, IntConsumer progress)
      throws IOException, InterruptedException {
    Monitor monitor = tasks.monitor();
    List<KeyPair> made = new ArrayList<>();
    List<IOException> failed = new ArrayList<>();
    TaskScope scope = new TaskScope(tasks);
    for (int i = 0; i < count; i++) {
      scope.fork(
          "key " + i,
          () -> {
            try {
              KeyPair keys = maker.make();
              monitor.change(() -> made.add(keys));
            } catch (IOException unable) {
              monitor.change(() -> failed.add(unable));
            }
          });
    }
    try (scope) {
      for (int told = 0; told < count; told++) {
        int next = told + 1;
        progress.accept(told);
        monitor.await(() -> made.size() >= next || !failed.isEmpty(), Tasks.NEVER);
        List<IOException> why = new ArrayList<>();
        monitor.change(() -> why.addAll(failed));
        if (!why.isEmpty()) {
          throw why.getFirst();
        }
      }
      progress.accept(count);
      List<KeyPair> all = new ArrayList<>();
      monitor.change(() -> all.addAll(made));
      return all;
    }
  }
}
