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
  private static final long LOOK_AGAIN = 100_000_000;
  private static final int PIECE = 256 * 1024;

  /** How eagerly what comes in is read back. */
  public enum Zeal {
    /**
     * Slowly enough that it costs next to nothing, for a file that is hashed on its way in: of what
     * comes faster than 125 MB/s a part is sent again when this device dies, nearly as fast as it
     * could have been looked at.
     */
    BESIDE(8),
    /** As fast as it comes, for a file of which nothing but its chunks is hashed. */
    ALL(0);

    private final long nanosEachByte;

    Zeal(long nanosEachByte) {
      this.nanosEachByte = nanosEachByte;
    }
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final PartialFile file;
  private final ChunkPlan plan;
  private final ChunkDigests digests;
  private final Zeal zeal;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private final StringBuilder unnoted = new StringBuilder();
  private boolean wanted;
  private boolean stopping;

  /**
   * @param digests of the chunks that the file has; the others are added
   */
  public Recorder(Tasks tasks, PartialFile file, ChunkDigests digests, Zeal zeal) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.file = file;
    this.plan = digests.plan();
    this.digests = digests;
    this.zeal = zeal;
  }

  /** Notes what comes in, until {@link #stop}. */
  public void run() throws InterruptedException {
    try {
      long noted = tasks.now();
      long rest = PACE;
      long pause = 0;
      while (!monitor.await(() -> stopping, tasks.in(pause))) {
        pause = next() ? zeal.nanosEachByte * plan.length(digests.count() - 1) : LOOK_AGAIN;
        long start = tasks.now();
        if (start - noted >= rest) {
          note();
          noted = tasks.now();
          rest = Math.max(PACE, noted - start);
        }
      }
      while (wanted && next()) {}
      if (wanted) {
        note();
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
    while (next()) {
      if (tasks.now() - silent > Survey.SIGN_OF_LIFE) {
        sign.give();
        silent = tasks.now();
      }
    }
  }

  /** Computes the digest of the next chunk, when all of it is there. */
  private boolean next() throws IOException, InterruptedException {
    int chunk = digests.count();
    boolean there = chunk < plan.count() && plan.start(chunk + 1) <= file.written();
    if (there) {
      byte[] digest = digestOf(chunk);
      digests.add(digest);
      unnoted.append(line(digest));
    }
    return there;
  }

  private void note() throws IOException, InterruptedException {
    if (!unnoted.isEmpty()) {
      file.force();
      file.note(unnoted.toString());
      unnoted.setLength(0);
    }
  }

  private byte[] digestOf(int chunk) throws IOException, InterruptedException {
    MessageDigest digest = ChunkDigests.leaf();
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
