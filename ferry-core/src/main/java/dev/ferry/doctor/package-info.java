/**
 * An examination of this device's network: what leads to it, what stands before it, which servers
 * help, and what follows for transfers.
 *
 * <p>Goals: facts, each with the time it took; a verdict that follows from the facts alone; nothing
 * is left behind on routers or servers.
 *
 * <p>Non-goals: no words for people but those of errors, no repairs.
 */
@NullMarked
package dev.ferry.doctor;

import org.jspecify.annotations.NullMarked;
