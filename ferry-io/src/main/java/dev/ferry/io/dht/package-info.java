/**
 * The DHT in the real world: nodes on this machine's sockets, what they remember in a file, proxies
 * over HTTP.
 *
 * <p>Goals: one call to be in the DHT; on a machine of its own (loopback) it stays there.
 *
 * <p>Non-goals: the protocol, see {@link dev.ferry.dht.node}.
 */
@NullMarked
package dev.ferry.io.dht;

import org.jspecify.annotations.NullMarked;
