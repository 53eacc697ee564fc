package dev.ferry.folder;

import dev.ferry.content.Copied;
import dev.ferry.content.CopyListener;
import dev.ferry.content.FileStep;
import dev.ferry.content.Meter;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.util.Optional;

/**
 * Shows how far a folder is: bytes of the whole, and which file it is at. One task counts, any may
 * say which file.
 */
final class Gauge {
  private static final long BETWEEN_SIGNS = 500_000_000;

  private final Tasks tasks;
  private final Tree tree;
  private final long total;
  private final CopyListener listener;
  private final Meter meter;
  private volatile int file = -1;
  private long had;
  private long lastSign = Long.MIN_VALUE;

  Gauge(Tasks tasks, Tree tree, long total, CopyListener listener) {
    this.tasks = tasks;
    this.tree = tree;
    this.total = total;
    this.listener = listener;
    this.meter = new Meter(tasks, Long.MAX_VALUE, this::show);
  }

  /** Something moves, though no bytes of files. */
  void ofLife() {
    long now = tasks.now();
    if (lastSign == Long.MIN_VALUE || now - lastSign >= BETWEEN_SIGNS) {
      lastSign = now;
      meter.moved(0);
    }
  }

  /** See {@link CopyListener#failing}. */
  void failing(IOException why) {
    listener.failing(why);
  }

  /** What was there before is known: so many bytes, and where each file is to begin. */
  void begin(long bytes, long[] offsets) {
    had = bytes;
    for (int index = 0; index < offsets.length && file < 0; index++) {
      file = offsets[index] == Answer.WHOLE ? file : index;
    }
  }

  void at(int index) {
    file = index;
  }

  void moved(long bytes) {
    meter.moved(bytes);
  }

  /** All files are through. */
  void done() {
    file = tree.files() - 1;
    listener.accept(new Copied(total, meter.progress().bytesPerSecond(), step(file)));
  }

  private void show(Copied copied) {
    listener.accept(
        new Copied(Math.min(total, had + copied.bytes()), copied.bytesPerSecond(), step(file)));
  }

  private Optional<FileStep> step(int index) {
    return index < 0
        ? Optional.empty()
        : Optional.of(new FileStep(tree.path(index), index + 1L, tree.files()));
  }
}
