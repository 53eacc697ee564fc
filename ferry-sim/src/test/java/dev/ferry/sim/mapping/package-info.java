/** Ports of routers in simulated time. */
@NullMarked
package dev.ferry.sim.mapping;

import org.jspecify.annotations.NullMarked;
