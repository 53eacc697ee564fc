/** Nodes of the DHT on this machine's sockets. */
@NullMarked
package dev.ferry.io.dht;

import org.jspecify.annotations.NullMarked;
