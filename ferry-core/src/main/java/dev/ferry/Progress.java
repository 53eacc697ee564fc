package dev.ferry;

/**
 * How far a transfer is.
 *
 * @param bytes through so far
 * @param size in all
 * @param bytesPerSecond lately; 0 when not yet known
 */
public record Progress(long bytes, long size, long bytesPerSecond) {}
