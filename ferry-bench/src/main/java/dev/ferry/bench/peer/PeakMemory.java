package dev.ferry.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Watches how much memory some processes and their children hold at most: the sum of each one's
 * highest resident set, as Linux counts it. Tells 0 on other systems.
 */
public final class PeakMemory implements AutoCloseable {
  private static final long BETWEEN_LOOKS = 25;

  private final List<ProcessHandle> roots;
  private final Map<Long, Long> peaks = new HashMap<>();
  private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::watch);

  private PeakMemory(List<ProcessHandle> roots) {
    this.roots = roots;
  }

  /** Starts to watch. */
  public static PeakMemory of(ProcessHandle... roots) {
    PeakMemory watching = new PeakMemory(List.of(roots));
    watching.watcher.start();
    return watching;
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException over) {
      look();
    }
  }

  private synchronized void look() {
    roots.stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .forEach(process -> peaks.merge(process.pid(), peak(process.pid()), Math::max));
  }

  /** The kernel keeps the peak, so looking now and then is enough. */
  private static long peak(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }

  /** Bytes, so far. */
  public synchronized long bytes() {
    return peaks.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
