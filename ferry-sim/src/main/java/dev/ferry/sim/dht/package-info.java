/**
 * A whole DHT in one process: thousands of nodes, each the machine that real nodes run, without a
 * task of its own.
 *
 * <p>Goals: how a network behaves as nodes come and go, decided by a seed, in minutes of real time.
 *
 * <p>Non-goals: ports and tasks of a node; those are simulated one by one in a {@link
 * dev.ferry.sim.SimWorld}.
 */
@NullMarked
package dev.ferry.sim.dht;

import org.jspecify.annotations.NullMarked;
