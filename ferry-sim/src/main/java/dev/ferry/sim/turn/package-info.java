/**
 * A STUN and TURN server in the process: mapped addresses, TCP allocations, permissions,
 * connections in both directions (RFC 8489, 8656, 6062, 6156).
 *
 * <p>Goals: the habits of coturn that hurt: a nonce for each connection that grows stale, no
 * half-close, early data dropped without a word. Built on {@link dev.ferry.port} alone, so it runs
 * in simulated and in real time. Begin at {@link dev.ferry.sim.turn.SimTurn}.
 *
 * <p>Non-goals: relaying of datagrams, channels, lifetimes that run out by themselves.
 */
@NullMarked
package dev.ferry.sim.turn;

import org.jspecify.annotations.NullMarked;
