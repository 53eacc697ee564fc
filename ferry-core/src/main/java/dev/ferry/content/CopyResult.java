package dev.ferry.content;

/**
 * A copy that came to its end.
 *
 * @param bytes how many were moved: always the announced size
 * @param hashes of these bytes, as computed here
 */
public record CopyResult(long bytes, Hashes hashes) {}
