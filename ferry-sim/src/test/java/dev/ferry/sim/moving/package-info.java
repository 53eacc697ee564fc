/** Streams that begin at a relay and move to a direct way, over a simulated network. */
@NullMarked
package dev.ferry.sim.moving;

import org.jspecify.annotations.NullMarked;
