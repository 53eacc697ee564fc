/**
 * ICE in the simulated network.
 *
 * <p>Goals: how long finding a connection takes, to the nanosecond, for tests and benchmarks.
 *
 * <p>Non-goals: NATs and servers, which belong to the network and to {@code dev.ferry.sim.turn}.
 */
@NullMarked
package dev.ferry.sim.ice;

import org.jspecify.annotations.NullMarked;
