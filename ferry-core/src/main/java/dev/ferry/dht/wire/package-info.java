/**
 * What OpenDHT nodes say to each other in datagrams, and its coding.
 *
 * <p>Goals: the bytes of OpenDHT 2.4; whatever comes in is a message or nothing, and takes no more
 * memory than the datagram it came in; large values leave in pieces and come together again.
 *
 * <p>Non-goals: what a message means to a node, and what the values in it say.
 */
@NullMarked
package dev.ferry.dht.wire;

import org.jspecify.annotations.NullMarked;
