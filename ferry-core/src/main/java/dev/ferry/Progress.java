package dev.ferry;

import dev.ferry.content.FileStep;
import java.util.Optional;

/**
 * How far a transfer is.
 *
 * @param bytes through so far, what was there before included
 * @param size in all
 * @param from where in the file the bytes of this attempt began; 0 when it began at the start
 * @param bytesPerSecond lately; 0 when not yet known
 * @param file which file it is at, when there are several
 */
public record Progress(
    long bytes, long size, long from, long bytesPerSecond, Optional<FileStep> file) {
  public Progress(long bytes, long size, long bytesPerSecond) {
    this(bytes, size, 0, bytesPerSecond, Optional.empty());
  }
}
