package dev.ferry.content;

import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file from its start and computes its digests, beside a transfer that begins in the
 * middle. {@link #run} is a task of its own; it is stopped by {@link #stop}, not by an
 * interruption, which would close the file under the transfer.
 */
public final class Survey {
  private static final int BUFFER = 512 * 1024;
  private static final long LOOK_AGAIN = 50_000_000;
  private static final long LONGEST_REST = 20_000_000;

  /** How long a peer may wait without a word while there is still something to read. */
  static final long SIGN_OF_LIFE = 5_000_000_000L;

  /** Reads at an offset; -1 where nothing is, or not yet. */
  @FunctionalInterface
  public interface Bytes {
    int read(ByteBuffer into, long offset) throws IOException, InterruptedException;
  }

  /** Is told now and then, while something else is waited for, that all goes well. */
  @FunctionalInterface
  public interface Sign {
    void give() throws IOException, InterruptedException;
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final Bytes bytes;
  private final long end;
  private final boolean growing;
  private final Hashing whole;
  private final Optional<ChunkDigests> digests;
  private final List<IOException> failure = new ArrayList<>(1);
  private boolean stopped;
  private boolean awaited;
  private boolean done;

  /**
   * @param end where to stop
   * @param growing whether the bytes up to there may come yet
   * @param whole what to compute of all bytes; fresh
   * @param plan when the digests of chunks are computed too
   */
  public Survey(
      Tasks tasks,
      Bytes bytes,
      long end,
      boolean growing,
      Hashing whole,
      Optional<ChunkPlan> plan) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.bytes = bytes;
    this.end = end;
    this.growing = growing;
    this.whole = whole;
    this.digests = plan.map(ChunkDigests::new);
  }

  /**
   * Reads to the end, or until it is stopped; a failure is kept for who asks for the result. Until
   * somebody waits for that it rests as long as it works, for hashing without a pause would keep a
   * processor from those who move bytes meanwhile.
   */
  public void run() throws InterruptedException {
    try {
      read(() -> {}, true);
    } catch (IOException e) {
      monitor.change(() -> failure.add(e));
    } finally {
      monitor.change(() -> done = true);
    }
  }

  /** The same on the caller's task, which gets the failure. */
  public void read(Sign sign) throws IOException, InterruptedException {
    read(sign, false);
  }

  private void read(Sign sign, boolean beside) throws IOException, InterruptedException {
    Optional<ChunkHashing> chunks =
        digests.map(list -> new ChunkHashing(list.plan(), 0, list::add));
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long at = 0;
    long silent = tasks.now();
    while (at < end && !isStopped()) {
      long begun = tasks.now();
      buffer.clear().limit((int) Math.min(BUFFER, end - at));
      int count = bytes.read(buffer, at);
      if (count > 0) {
        buffer.flip();
        whole.update(buffer);
        chunks.ifPresent(c -> c.update(buffer));
        at += count;
        if (beside) {
          rest(tasks.now() - begun);
        }
      } else if (growing) {
        tasks.sleep(LOOK_AGAIN);
      } else {
        throw new CopyException(
            Kind.READING,
            at,
            "the file ended at %d of %d bytes: it was changed; send it again".formatted(at, end));
      }
      if (tasks.now() - silent > SIGN_OF_LIFE) {
        sign.give();
        silent = tasks.now();
      }
    }
  }

  private void rest(long worked) throws InterruptedException {
    long until = tasks.in(Math.min(worked, LONGEST_REST));
    boolean unused = monitor.await(() -> stopped || awaited, until);
  }

  private boolean isStopped() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = stopped);
    return now[0];
  }

  /** Has {@link #run} end soon. */
  public void stop() {
    monitor.change(() -> stopped = true);
  }

  /**
   * Waits for the end.
   *
   * @throws IOException why it failed
   */
  public void await(Sign sign) throws IOException, InterruptedException {
    monitor.change(() -> awaited = true);
    while (!monitor.await(() -> done, tasks.in(SIGN_OF_LIFE))) {
      sign.give();
    }
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
  }

  /** Digests of all bytes, after {@link #await}; asked once. */
  public Hashes hashes() {
    return whole.finish();
  }

  /** Digests of the chunks, after {@link #await}, when there was a plan. */
  public ChunkDigests digests() {
    return digests.orElseThrow();
  }
}
