/** The DHT through a proxy, over simulated days. */
@NullMarked
package dev.ferry.sim.dht;

import org.jspecify.annotations.NullMarked;
