/**
 * A node of the DHT that OpenDHT makes up: whom it knows, what it keeps for others, how it finds,
 * puts and listens.
 *
 * <p>Goals: pure machines that are told the time and what came in, and say what goes out, so that
 * ten thousand nodes run in one process; every table bounded, whatever strangers send; {@link
 * dev.ferry.dht.node.DhtNode} runs them over ports.
 *
 * <p>Non-goals: what values mean; the REST proxy.
 */
@NullMarked
package dev.ferry.dht.node;

import org.jspecify.annotations.NullMarked;
