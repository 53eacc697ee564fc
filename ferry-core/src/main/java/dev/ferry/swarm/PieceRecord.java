package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Notes which chunks of a partial file are durable, in whatever order they come (docs/chunks.md).
 * Any task may add; {@link #run} is a task of its own.
 */
public final class PieceRecord {
  private static final System.Logger LOG = System.getLogger(PieceRecord.class.getName());
  private static final long PACE = 500_000_000;

  private final Tasks tasks;
  private final Monitor monitor;
  private final PartialFile file;
  private final ChunkDigests digests;
  private final BitSet fresh = new BitSet();
  private boolean stopped;
  private boolean kept;

  PieceRecord(Tasks tasks, PartialFile file, ChunkDigests digests) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.file = file;
    this.digests = digests;
  }

  /** A chunk was put. */
  void add(int chunk) {
    monitor.change(() -> fresh.set(chunk));
  }

  /** Notes until it is stopped. */
  void run() throws InterruptedException {
    try {
      long rest = PACE;
      while (!monitor.await(() -> stopped, tasks.in(rest))) {
        long start = tasks.now();
        note();
        // The disk is waited for half of the time at most.
        rest = Math.max(PACE, tasks.now() - start);
      }
      if (kept) {
        note();
      }
    } catch (VaultException e) {
      // Whether the file itself can be written shows where it is written.
      LOG.log(System.Logger.Level.DEBUG, "the record of a partial file ends early", e);
    }
  }

  private void note() throws VaultException, InterruptedException {
    BitSet now = new BitSet();
    monitor.change(() -> {
      now.or(fresh);
      fresh.clear();
    });
    if (!now.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      now.stream().forEach(chunk -> lines.append(line(chunk, digests.get(chunk))));
      file.force();
      file.note(lines.toString());
    }
  }

  /** The line of one chunk. */
  public static String line(int chunk, byte[] digest) {
    return String.format(Locale.ROOT, "%05d:", chunk) + HexFormat.of().formatHex(digest) + "\n";
  }

  /**
   * Has {@link #run} end.
   *
   * @param keep whether what came last is noted first, since the file will be gone on with
   */
  void stop(boolean keep) {
    monitor.change(() -> {
      stopped = true;
      kept = keep;
    });
  }
}
