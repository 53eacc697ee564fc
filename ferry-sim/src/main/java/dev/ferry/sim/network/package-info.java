/**
 * A TCP network that exists only in memory: hosts, lines between them, connections.
 *
 * <p>Goals: what goes wrong in real networks goes wrong here on demand: latency, narrow lines, full
 * buffers, refusals, silence, resets, half-closed connections. Built on {@link
 * dev.ferry.port.Tasks} alone, so it runs in simulated and in real time. Begin at {@link
 * dev.ferry.sim.network.SimNetwork}.
 *
 * <p>Non-goals: packets, congestion control, datagrams, address translation.
 */
@NullMarked
package dev.ferry.sim.network;

import org.jspecify.annotations.NullMarked;
