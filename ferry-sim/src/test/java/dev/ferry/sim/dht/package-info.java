/** Tests of whole networks of the DHT. */
@NullMarked
package dev.ferry.sim.dht;

import org.jspecify.annotations.NullMarked;
