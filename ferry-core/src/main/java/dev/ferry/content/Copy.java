package dev.ferry.content;

import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

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
  /** Fits the second-level cache of a core, so that a byte is still there when it is hashed. */
  private static final int BUFFER = 256 * 1024;

  private static final int BUFFERS = 4;
  private static final long UNSEEN_STEP = 4 * 1024 * 1024;

  private final Tasks tasks;
  private final long size;
  private final Hashing hashing;
  private final Meter meter;

  /**
   * @param size how many bytes are to be moved, exactly
   * @param hashing what to compute on the way; fresh
   * @param listener hears of progress at most ten times a second, on a task of the copy; must not
   *     wait
   */
  public Copy(Tasks tasks, long size, Hashing hashing, Consumer<Copied> listener) {
    this.tasks = tasks;
    this.size = size;
    this.hashing = hashing;
    this.meter = new Meter(tasks, size, listener);
  }

  /**
   * Sends the file's first {@code size} bytes. The stream's output is left open.
   *
   * @throws CopyException saying which side failed; a file that has become shorter is one case
   */
  public CopyResult send(FileSource.Reader from, ByteStream to)
      throws CopyException, InterruptedException {
    if (hashing.isNone()) {
      sendUnseen(from, to);
    } else if (size > 0) {
      SourceReading reading = new SourceReading(from);
      run(reading::fill, buffer -> write(to, buffer));
    }
    return new CopyResult(size, hashing.finish());
  }

  /**
   * Receives exactly {@code size} bytes and appends them to the file. Does not wait for the end of
   * the stream, since many a peer leaves it open until it hears that the file arrived; what has
   * arrived beyond the announced size is an error.
   *
   * @throws CopyException saying which side failed; what was written until then stays written
   */
  public CopyResult receive(ByteStream from, PartialFile to)
      throws CopyException, InterruptedException {
    if (size > 0) {
      run(buffer -> read(from, buffer), buffer -> store(to, buffer));
    }
    return new CopyResult(size, hashing.finish());
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

  private void run(Stages.Fill fill, Stages.Drain drain)
      throws CopyException, InterruptedException {
    // One byte of room more than is due shows a peer that sends too much.
    int capacity = (int) Math.min(BUFFER - 1, size) + 1;
    try {
      new Stages(tasks).run(size < BUFFER ? 1 : BUFFERS, capacity, fill, drain);
    } catch (CopyException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a stage failed without saying where", e);
    }
  }

  private void sendUnseen(FileSource.Reader from, ByteStream to)
      throws CopyException, InterruptedException {
    while (meter.bytes() < size) {
      long done = meter.bytes();
      long moved = unseen(from, to, done);
      if (moved < 0) {
        throw shrunk(done);
      }
      meter.moved(moved);
    }
  }

  private long unseen(FileSource.Reader from, ByteStream to, long offset)
      throws CopyException, InterruptedException {
    try {
      return from.transferTo(offset, Math.min(UNSEEN_STEP, size - offset), to);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, offset, "sending the file", e);
    }
  }

  private CopyException shrunk(long at) {
    return new CopyException(
        Kind.READING,
        at,
        "the file ended at "
            + at
            + " of "
            + size
            + " bytes: it was changed while being sent; send it again");
  }

  /** The first stage of sending: reads and hashes. */
  private final class SourceReading {
    private final FileSource.Reader from;
    private long offset;

    SourceReading(FileSource.Reader from) {
      this.from = from;
    }

    boolean fill(ByteBuffer empty) throws CopyException, InterruptedException {
      empty.limit((int) Math.min(empty.capacity(), size - offset));
      int count;
      try {
        count = from.read(empty, offset);
      } catch (IOException e) {
        throw new CopyException(Kind.READING, offset, "reading the file", e);
      }
      if (count < 0) {
        throw shrunk(offset);
      }
      hashing.update(empty.duplicate().flip());
      offset += count;
      return offset < size;
    }
  }

  private void write(ByteStream to, ByteBuffer buffer) throws CopyException, InterruptedException {
    int count = buffer.remaining();
    try {
      to.write(buffer);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, meter.bytes(), "sending to the peer", e);
    }
    meter.moved(count);
  }

  /** The first stage of receiving: takes from the network and hashes. */
  private boolean read(ByteStream from, ByteBuffer empty)
      throws CopyException, InterruptedException {
    long missing = size - meter.bytes();
    empty.limit((int) Math.min(empty.capacity() - 1, missing) + 1);
    int count;
    try {
      count = from.read(empty);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, meter.bytes(), "receiving from the peer", e);
    }
    if (count < 0) {
      throw new CopyException(
          Kind.TOO_SHORT,
          meter.bytes(),
          "the peer ended the stream after " + meter.bytes() + " of " + size + " bytes");
    }
    if (count > missing) {
      throw new CopyException(
          Kind.TOO_LONG, size, "the peer sent more than the " + size + " bytes it announced");
    }
    hashing.update(empty.duplicate().flip());
    meter.moved(count);
    return count < missing;
  }

  private void store(PartialFile to, ByteBuffer buffer) throws CopyException, InterruptedException {
    try {
      to.write(buffer);
    } catch (IOException e) {
      throw new CopyException(Kind.WRITING, to.written(), "writing the file", e);
    }
  }
}
