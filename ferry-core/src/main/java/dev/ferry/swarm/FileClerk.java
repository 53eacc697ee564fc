package dev.ferry.swarm;

import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads and writes a partial file for many tasks, on one of its own that nobody interrupts: an
 * interruption in the middle would close the file for all of them. Any task may call.
 */
final class FileClerk {
  private static final class Job {
    final ByteBuffer bytes;
    final long offset;
    final boolean puts;
    int count = -1;
    Optional<VaultException> failure = Optional.empty();
    boolean done;

    Job(ByteBuffer bytes, long offset, boolean puts) {
      this.bytes = bytes;
      this.offset = offset;
      this.puts = puts;
    }
  }

  private final Monitor monitor;
  private final PartialFile file;
  private final Queue<Job> jobs = new ArrayDeque<>();
  private boolean stopped;

  FileClerk(Tasks tasks, PartialFile file) {
    this.monitor = tasks.monitor();
    this.file = file;
  }

  /** The clerk's task, until it is stopped. */
  void run() throws InterruptedException {
    Optional<Job> next = take();
    while (next.isPresent()) {
      Job job = next.get();
      try {
        if (job.puts) {
          file.put(job.bytes, job.offset);
        } else {
          job.count = file.readBack(job.bytes, job.offset);
        }
      } catch (VaultException e) {
        job.failure = Optional.of(e);
      }
      monitor.change(() -> job.done = true);
      next = take();
    }
  }

  private Optional<Job> take() throws InterruptedException {
    boolean unused = monitor.await(() -> stopped || !jobs.isEmpty(), Tasks.NEVER);
    Job[] next = new Job[1];
    monitor.change(() -> next[0] = jobs.poll());
    return Optional.ofNullable(next[0]);
  }

  /** Has the task end after what it was given so far; what comes later fails. */
  void stop() {
    monitor.change(() -> stopped = true);
  }

  /** Puts all that remains in {@code from}; it is not looked at when this has returned. */
  void put(ByteBuffer from, long offset) throws VaultException, InterruptedException {
    Job unused = have(new Job(from, offset, true));
  }

  /** Reads what was put. */
  int read(ByteBuffer into, long offset) throws VaultException, InterruptedException {
    // Whoever is interrupted must not have the buffer written to afterwards.
    Job job = have(new Job(ByteBuffer.allocate(into.remaining()), offset, false));
    into.put(job.bytes.flip());
    return job.count;
  }

  private Job have(Job job) throws VaultException, InterruptedException {
    boolean[] taken = {false};
    monitor.change(() -> {
      taken[0] = !stopped;
      if (taken[0]) {
        jobs.add(job);
      }
    });
    if (!taken[0]) {
      throw new VaultException(VaultException.Kind.FAILED, "the partial file is not here any more");
    }
    monitor.await(() -> job.done, Tasks.NEVER);
    if (job.failure.isPresent()) {
      throw job.failure.get();
    }
    return job;
  }
}
