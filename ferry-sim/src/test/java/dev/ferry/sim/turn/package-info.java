/** The client of relays against the simulated server. */
@NullMarked
package dev.ferry.sim.turn;

import org.jspecify.annotations.NullMarked;
