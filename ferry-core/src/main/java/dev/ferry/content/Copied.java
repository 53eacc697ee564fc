package dev.ferry.content;

/**
 * How far a copy is.
 *
 * @param bytes through so far
 * @param bytesPerSecond lately; sinks while nothing moves
 */
public record Copied(long bytes, long bytesPerSecond) {}
