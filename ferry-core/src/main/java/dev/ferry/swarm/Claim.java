package dev.ferry.swarm;

import java.util.Optional;

/**
 * What a source says that the file is.
 *
 * @param root over the digests of its chunks, in hexadecimal
 * @param whole its SHA-256, when the source knows it
 */
record Claim(String root, Optional<String> whole) {}
