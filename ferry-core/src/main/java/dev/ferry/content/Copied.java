package dev.ferry.content;

import java.util.Optional;

/**
 * How far a copy is.
 *
 * @param bytes through so far
 * @param bytesPerSecond lately; sinks while nothing moves
 * @param file which file it is at, when there are several
 */
public record Copied(long bytes, long bytesPerSecond, Optional<FileStep> file) {
  public Copied(long bytes, long bytesPerSecond) {
    this(bytes, bytesPerSecond, Optional.empty());
  }
}
