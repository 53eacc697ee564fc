package dev.ferry;

import dev.ferry.content.Hashes;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as it is offered: what the sender says of it.
 *
 * @param name as the sender wrote it; not safe for a file system or a terminal
 * @param size bytes, never negative
 * @param hashes what the sender already knows of the content; may be empty
 */
public record FileOffer(
    String name, long size, Optional<String> mediaType, Hashes hashes, Optional<Instant> modified) {
  public FileOffer {
    if (size < 0) {
      throw new IllegalArgumentException("a file's size is below zero: " + size);
    }
  }
}
