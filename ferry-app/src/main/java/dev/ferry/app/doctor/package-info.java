/**
 * What {@code ferry doctor} says: facts and verdict in plain words, and as JSON.
 *
 * <p>Non-goals: finding anything out, which is the core's.
 */
@NullMarked
package dev.ferry.app.doctor;

import org.jspecify.annotations.NullMarked;
