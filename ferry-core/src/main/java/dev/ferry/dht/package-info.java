/**
 * The distributed hash table that OpenDHT nodes make together, by which people without a server
 * find each other.
 *
 * <p>Goals: one door, {@link dev.ferry.dht.Dht}, whether this device is a node itself or asks a
 * proxy; a library of its own, which knows nothing of files and transfers.
 *
 * <p>Non-goals: who is found; that is said in the values.
 */
@NullMarked
package dev.ferry.dht;

import org.jspecify.annotations.NullMarked;
