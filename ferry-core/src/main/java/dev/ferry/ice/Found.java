package dev.ferry.ice;

import dev.ferry.port.ByteStream;

/**
 * A connection to the peer, who has proved itself. Whoever has it closes it.
 *
 * @param stream on which nothing but the peer's bytes come
 */
public record Found(ByteStream stream, boolean relayed) {}
