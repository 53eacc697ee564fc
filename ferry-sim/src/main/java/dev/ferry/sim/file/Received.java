package dev.ferry.sim.file;

import java.time.Instant;
import java.util.Optional;

/**
 * A file that was published in a vault.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal
 * @param modified the modification time it was given, if any
 */
public record Received(String name, long size, String sha256, Optional<Instant> modified) {}
