package dev.ferry.content;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Tasks;
import java.io.IOException;

/**
 * The engine that moves one file between this device and a stream: constant memory, the hash
 * computed on the way, disk and hash and network overlapping.
 *
 * <p>One copy is run once, by the task that calls {@link #send} or {@link #receive}; interrupting
 * that task stops it, with nothing left running. Any task may ask for {@link #progress} and {@link
 * #lastProgress}: the copy itself has no deadline, whoever runs it decides how long a stall may
 * last. Neither stream nor file is closed here.
 */
public final class Copy {
  /** Large enough that handing over costs nothing, small enough to stay in a core's cache. */
  static final int BUFFER = 512 * 1024;

  private static final int BUFFERS = 3;

  private final Tasks tasks;
  private final long start;
  private final long size;
  private final Hashing hashing;
  private final CopyListener listener;
  private final Meter meter;

  /**
   * @param size how many bytes are to be moved, exactly
   * @param hashing what to compute on the way; fresh
   * @param listener hears of progress at most ten times a second, on a task of the copy; must not
   *     wait
   */
  public Copy(Tasks tasks, long size, Hashing hashing, CopyListener listener) {
    this(tasks, 0, size, hashing, listener);
  }

  /**
   * @param start where in the file the bytes to be moved start
   * @param size where they end; what is shown of progress counts from the file's start
   */
  public Copy(Tasks tasks, long start, long size, Hashing hashing, CopyListener listener) {
    if (start < 0 || size < start) {
      throw new IllegalArgumentException("a copy's size is below zero: " + start + "-" + size);
    }
    this.start = start;
    this.tasks = tasks;
    this.size = size;
    this.hashing = hashing;
    this.listener = listener;
    this.meter = new Meter(tasks, start, size, listener);
  }

  /**
   * Sends the bytes. The stream's output is left open. With {@link Hashing#none} the bytes go
   * straight from the file to the stream.
   *
   * @throws CopyException saying which side failed; a file that has become shorter is one case
   */
  public CopyResult send(FileSource.Reader from, ByteStream to)
      throws CopyException, InterruptedException {
    Sending sending = new Sending(from, to, size, hashing, meter);
    if (hashing.isNone()) {
      sending.unseen();
    } else {
      run(new Stages(tasks, listener::failing), sending::read, sending::write);
    }
    return new CopyResult(size - start, hashing.finish());
  }

  /**
   * Receives exactly the bytes and appends them to the file. Does not wait for the end of the
   * stream, since many a peer leaves it open until it hears that the file arrived; what has arrived
   * beyond the announced size is an error.
   *
   * @throws CopyException saying which side failed; what was written until then stays written
   */
  public CopyResult receive(ByteStream from, PartialFile to)
      throws CopyException, InterruptedException {
    return receive(from, to, false);
  }

  /**
   * The same. What came before a failure of the stream is all written.
   *
   * @param more whether the peer goes on after the file: then its bytes are left in the stream
   */
  public CopyResult receive(ByteStream from, PartialFile to, boolean more)
      throws CopyException, InterruptedException {
    Receiving receiving = new Receiving(from, to, size, hashing, meter, more);
    run(Stages.drainingAll(tasks, listener::failing), receiving::read, receiving::write);
    return new CopyResult(size - start, hashing.finish());
  }

  /** How far it is, and how fast lately. */
  public Copied progress() {
    return meter.progress();
  }

  /**
   * When bytes last passed the network, as a value of {@link Tasks#now}, not more than a tenth of a
   * second too early; before the first byte, when this copy was made.
   */
  public long lastProgress() {
    return meter.lastProgress();
  }

  private void run(Stages stages, Stages.Fill fill, Stages.Drain drain)
      throws CopyException, InterruptedException {
    long count = size - start;
    if (count == 0) {
      return;
    }
    // One byte of room more than is due shows a peer that sends too much.
    int capacity = (int) Math.min(BUFFER - 1, count) + 1;
    int buffers = count < BUFFER ? 1 : BUFFERS;
    try {
      stages.run(buffers, capacity, fill, drain);
    } catch (CopyException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a stage failed without saying where", e);
    }
  }
}
