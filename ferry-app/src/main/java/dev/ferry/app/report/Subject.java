package dev.ferry.app.report;

import dev.ferry.Transfer.Direction;
import java.util.Optional;

/**
 * The transfer that a report speaks of.
 *
 * @param peer who is on the other side
 * @param file the name on this device; for a file that comes in, the safe one
 * @param size bytes
 * @param path the file that is sent, on this device
 */
public record Subject(
    String id, Direction direction, String peer, String file, long size, Optional<String> path) {}
