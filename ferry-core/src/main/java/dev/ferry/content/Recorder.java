package dev.ferry.content;

import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Keeps the record of a file that comes in: the digest of each chunk, noted after its bytes were
 * made durable, so that the record is true whenever this device stops.
 *
 * <p>One task shows the bytes, {@link #run} is another; the disk is waited for there, at most half
 * of the time.
 */
public final class Recorder {
  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
  private static final long PACE = 500_000_000;

  private final Tasks tasks;
  private final Monitor monitor;
  private final PartialFile file;
  private final ChunkPlan plan;
  private final ChunkDigests digests;
  private final ChunkHashing hashing;
  private int noted;
  private boolean stopping;

  /**
   * @param digests of the chunks that the file has; the others are added
   */
  public Recorder(Tasks tasks, PartialFile file, ChunkDigests digests) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.file = file;
    this.plan = digests.plan();
    this.digests = digests;
    this.noted = digests.count();
    this.hashing =
        new ChunkHashing(plan, noted, digest -> monitor.change(() -> digests.add(digest)));
  }

  /** Looks at bytes that are about to be appended, leaving their position where it is. */
  void saw(ByteBuffer bytes) {
    hashing.update(bytes);
  }

  /** Notes until {@link #stop}, and then once more. */
  public void run() throws InterruptedException {
    try {
      boolean more = true;
      long pause = PACE;
      while (more) {
        more = !monitor.await(() -> stopping, tasks.in(pause));
        long start = tasks.now();
        note();
        pause = Math.max(PACE, tasks.now() - start);
      }
    } catch (VaultException e) {
      // Whether the file itself can be written shows where it is written.
      LOG.log(System.Logger.Level.DEBUG, "the record of a partial file ends early", e);
    }
  }

  private void note() throws VaultException, InterruptedException {
    long written = file.written();
    StringBuilder lines = new StringBuilder();
    int[] now = {noted};
    monitor.change(() -> {
      while (now[0] < digests.count() && plan.start(now[0] + 1) <= written) {
        lines.append(line(digests.get(now[0])));
        now[0]++;
      }
    });
    if (now[0] > noted) {
      file.force();
      file.note(lines.toString());
      noted = now[0];
    }
  }

  static String line(byte[] digest) {
    return HexFormat.of().formatHex(digest) + "\n";
  }

  /** Has the rest noted, and {@link #run} end. */
  public void stop() {
    monitor.change(() -> stopping = true);
  }
}
