package dev.ferry.ice;

import dev.ferry.port.ByteStream;

/**
 * A connection to the peer, who has proved itself. Whoever has it closes it.
 *
 * @param stream on which nothing but the peer's bytes come
 * @param role ours in the end, after a conflict perhaps another than at first
 */
public record Found(ByteStream stream, boolean relayed, Role role) {}
