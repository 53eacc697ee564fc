package dev.ferry.content;

import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Keeps the record of a file that comes in: the digest of each chunk, noted after its bytes were
 * made durable, so that the record is true whenever this device stops.
 *
 * <p>It reads the chunks back, {@link #run} being a task of its own beside the one that writes
 * them, so that bytes come in no slower. The disk is waited for there, at most half of the time.
 */
public final class Recorder {
  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
  private static final long PACE = 500_000_000;
  private static final int PIECE = 256 * 1024;

  /** How much of what comes in is read back at once. */
  public enum Zeal {
    /**
     * Little enough that it costs next to nothing, for a file that is hashed on its way in. What
     * comes faster than 128 MB/s is sent again nearly as fast as it is looked at.
     */
    BESIDE(64L << 20),
    /** All that is there, for a file of which nothing but its chunks is hashed. */
    ALL(Long.MAX_VALUE);

    private final long bytes;

    Zeal(long bytes) {
      this.bytes = bytes;
    }
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final PartialFile file;
  private final ChunkDigests digests;
  private final Zeal zeal;
  private boolean wanted;
  private boolean stopping;

  /**
   * @param digests of the chunks that the file has; the others are added
   */
  public Recorder(Tasks tasks, PartialFile file, ChunkDigests digests, Zeal zeal) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.file = file;
    this.digests = digests;
    this.zeal = zeal;
  }

  /** Notes what comes in, until {@link #stop}. */
  public void run() throws InterruptedException {
    try {
      long pause = PACE;
      while (!monitor.await(() -> stopping, tasks.in(pause))) {
        long start = tasks.now();
        note(zeal.bytes);
        pause = Math.max(PACE, tasks.now() - start);
      }
      if (wanted) {
        note(Long.MAX_VALUE);
      }
    } catch (IOException e) {
      // Whether the file itself can be written shows where it is written.
      LOG.log(System.Logger.Level.DEBUG, "the record of a partial file ends early", e);
    }
  }

  /**
   * Has {@link #run} note all that there is before it ends, since the file will be gone on with.
   */
  public void keep() {
    monitor.change(() -> wanted = true);
  }

  /** Has {@link #run} end. */
  public void stop() {
    monitor.change(() -> stopping = true);
  }

  /** Computes what digests are missing, all bytes being there; after {@link #run} has ended. */
  public void complete(Survey.Sign sign) throws IOException, InterruptedException {
    long silent = tasks.now();
    while (digests.count() < digests.plan().count()) {
      digests.add(digestOf(digests.count()));
      if (tasks.now() - silent > Survey.SIGN_OF_LIFE) {
        sign.give();
        silent = tasks.now();
      }
    }
  }

  private void note(long most) throws IOException, InterruptedException {
    ChunkPlan plan = digests.plan();
    long written = file.written();
    long left = most;
    StringBuilder lines = new StringBuilder();
    int next = digests.count();
    while (next < plan.count() && plan.start(next + 1) <= written && left > 0) {
      byte[] digest = digestOf(next);
      digests.add(digest);
      lines.append(line(digest));
      left -= plan.length(next);
      next = digests.count();
    }
    if (!lines.isEmpty()) {
      file.force();
      file.note(lines.toString());
    }
  }

  private byte[] digestOf(int chunk) throws IOException, InterruptedException {
    ChunkPlan plan = digests.plan();
    MessageDigest digest = ChunkDigests.leaf();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    for (long at = plan.start(chunk); at < plan.start(chunk + 1); at += piece.limit()) {
      piece.clear().limit((int) Math.min(PIECE, plan.start(chunk + 1) - at));
      if (file.readBack(piece, at) < 0) {
        throw new VaultException(
            VaultException.Kind.FAILED, "the partial file became shorter while it was written");
      }
      digest.update(piece.flip());
    }
    return digest.digest();
  }

  static String line(byte[] digest) {
    return HexFormat.of().formatHex(digest) + "\n";
  }
}
