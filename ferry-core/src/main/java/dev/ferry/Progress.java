package dev.ferry;

import dev.ferry.content.FileStep;
import java.util.Optional;

/**
 * How far a transfer is.
 *
 * @param bytes through so far
 * @param size in all
 * @param bytesPerSecond lately; 0 when not yet known
 * @param file which file it is at, when there are several
 */
public record Progress(long bytes, long size, long bytesPerSecond, Optional<FileStep> file) {
  public Progress(long bytes, long size, long bytesPerSecond) {
    this(bytes, size, bytesPerSecond, Optional.empty());
  }
}
