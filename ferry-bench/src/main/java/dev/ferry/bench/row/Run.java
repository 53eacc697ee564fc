package dev.ferry.bench.row;

/**
 * One run of one program.
 *
 * @param seconds what it took
 * @param peakMemory the most memory its processes held, in bytes; 0 where the system does not tell
 */
public record Run(double seconds, long peakMemory) {}
