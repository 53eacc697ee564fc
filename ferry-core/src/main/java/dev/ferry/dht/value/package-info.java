/**
 * What is stored in the DHT: values and the keys they lie at, who may store and change them, how
 * they are signed and encrypted, and how one asks for some of them.
 *
 * <p>Goals: the bytes of OpenDHT 2.4 exactly, since signatures are over them; whatever a stranger
 * sent becomes a value or nothing, never an exception; data that cannot change.
 *
 * <p>Non-goals: messages between nodes, and where values lie.
 */
@NullMarked
package dev.ferry.dht.value;

import org.jspecify.annotations.NullMarked;
