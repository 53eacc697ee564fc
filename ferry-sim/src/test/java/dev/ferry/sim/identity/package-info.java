/** Accounts and contacts, played in a simulated DHT. */
@NullMarked
package dev.ferry.sim.identity;

import org.jspecify.annotations.NullMarked;
