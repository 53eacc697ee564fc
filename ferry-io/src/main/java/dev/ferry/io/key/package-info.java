/**
 * Where this device keeps its key and what it knows of the keys of others.
 *
 * <p>Goals: files that only their owner can use, written as a whole or not at all, safe when two
 * processes of one home use them at once.
 *
 * <p>Non-goals: what the keys are used for; deciding whom to trust.
 */
@NullMarked
package dev.ferry.io.key;

import org.jspecify.annotations.NullMarked;
