/**
 * Relays: allocations of TCP at TURN servers and the connections through them (RFC 8656, 6062,
 * 6156).
 *
 * <p>Goals: the allocation is one pure machine; a connection through a relay is a plain stream of
 * bytes to whoever uses it; nothing of it outlives {@link dev.ferry.ice.turn.Relay}.
 *
 * <p>Non-goals: no relaying of datagrams, no channels, no choice of servers.
 *
 * <p>What a relay does not carry: the end of one direction. A server such as coturn resets both
 * sides when one of them ends its output, and drops what came before a connection was bound. Who
 * streams through a relay therefore (1) sends one small message and waits for its answer before
 * anything else, which the connectivity check does; (2) marks the end of its output inside the
 * stream and takes an answer to that mark, not the end of the connection, for the proof that all
 * was read; only then the connection is closed, and one that breaks after that has ended well.
 * Between two of us, records with such a mark are put on the stream (dev.ferry.ice), and the answer
 * is the transfer's own word that all has come.
 */
@NullMarked
package dev.ferry.ice.turn;

import org.jspecify.annotations.NullMarked;
