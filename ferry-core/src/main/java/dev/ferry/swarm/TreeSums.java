package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.content.Survey;
import dev.ferry.port.FileSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Digests of chunks, and of the whole, of files that are given chunk by chunk: computed once and
 * remembered, for a few files. Any task may ask.
 */
public final class TreeSums {
  private static final int MOST = 16;

  /** What was computed of a file. */
  public record Found(ChunkDigests digests, Hashes whole) {}

  /** Computes it, or remembers. */
  @FunctionalInterface
  public interface Sums {
    Found of(Survey.Sign sign) throws IOException, InterruptedException;
  }

  private record Key(String path, long size, Optional<Instant> modified) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final SequencedMap<Key, Found> found = new LinkedHashMap<>();

  public TreeSums(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /** How a file is divided when it is asked for chunk by chunk; empty when it cannot be. */
  public static Optional<ChunkPlan> plan(long size) {
    return ChunkPlan.of(size)
        .or(() -> ChunkPlan.of(size, ChunkPlan.USUAL))
        .filter(plan -> plan.chunk() <= Gathering.LARGEST_CHUNK);
  }

  /**
   * The digests of a file, which must be of a size that has a {@link #plan}; reads all of it when
   * they are not known.
   */
  public Found of(FileSource file, Survey.Sign sign) throws IOException, InterruptedException {
    Key key = new Key(file.path(), file.size(), file.modified());
    List<Found> before = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(found.get(key)).ifPresent(before::add));
    if (!before.isEmpty()) {
      return before.getFirst();
    }
    Found now = compute(file, sign);
    monitor.change(() -> {
      found.put(key, now);
      if (found.size() > MOST) {
        found.pollFirstEntry();
      }
    });
    return now;
  }

  private Found compute(FileSource file, Survey.Sign sign)
      throws IOException, InterruptedException {
    try (FileSource.Reader reader = file.open()) {
      var survey =
          new Survey(tasks, reader::read, file.size(), false, Hashing.sha256(), plan(file.size()));
      survey.read(sign);
      return new Found(survey.digests(), survey.hashes());
    }
  }
}
