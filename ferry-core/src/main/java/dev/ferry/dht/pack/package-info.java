/**
 * MessagePack, as far as OpenDHT speaks it.
 *
 * <p>Goals: what is written has the one smallest form, since signatures are made over it; what is
 * read comes from strangers, so every length is held against the bytes that are there before
 * anything is allocated, nothing recurses, and what makes no sense is {@link
 * dev.ferry.dht.pack.Malformed}.
 *
 * <p>Non-goals: fractions and extensions, which are skipped; no objects are made of maps.
 */
@NullMarked
package dev.ferry.dht.pack;

import org.jspecify.annotations.NullMarked;
