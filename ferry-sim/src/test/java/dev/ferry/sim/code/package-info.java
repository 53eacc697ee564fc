/** People who find each other by a code, in a DHT of simulated nodes. */
@NullMarked
package dev.ferry.sim.code;

import org.jspecify.annotations.NullMarked;
