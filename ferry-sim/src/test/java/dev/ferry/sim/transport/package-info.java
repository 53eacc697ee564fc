/**
 * The transports in simulated networks: between two of our devices, and against peers that do what
 * they like.
 *
 * <p>Goals: every promise of a transport under many orders of events, and a cut at every step.
 *
 * <p>Non-goals: pure parts, which are tested in the core without a world.
 */
@NullMarked
package dev.ferry.sim.transport;

import org.jspecify.annotations.NullMarked;
