/**
 * Ways for bytes between two devices: the interface and one file (or a few) each.
 *
 * <p>Goals: a transport yields a plain {@link dev.ferry.port.ByteStream} and says which route it
 * took; it can be cancelled at every step; what a peer proposes is filtered before it is connected
 * to.
 *
 * <p>Non-goals: who negotiates, what is sent, and encryption.
 */
@NullMarked
package dev.ferry.transport;

import org.jspecify.annotations.NullMarked;
