/** The client of relays against the simulated server. */
@NullMarked
package dev.ferry.sim.ice;

import org.jspecify.annotations.NullMarked;
