/**
 * One file from several devices at once, chunk by chunk.
 *
 * <p>Goals: each chunk is compared with a list of digests whose root is proven before a byte of it
 * is stored; no source that is slow, lies, or goes away holds the others up; what one has gathered
 * so far it gives to others meanwhile; memory and sources are bounded (docs/chunks.md).
 *
 * <p>Non-goals: finding the devices, opening channels, folders, other clients than ours.
 */
@NullMarked
package dev.ferry.swarm;

import org.jspecify.annotations.NullMarked;
