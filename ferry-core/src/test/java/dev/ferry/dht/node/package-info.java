/** Tests of a node of the DHT. */
@NullMarked
package dev.ferry.dht.node;

import org.jspecify.annotations.NullMarked;
