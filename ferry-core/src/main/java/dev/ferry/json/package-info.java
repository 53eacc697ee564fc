/**
 * JSON, which a stranger may have written.
 *
 * <p>Goals: one reader and one writer for what is small enough to be held whole; never throws at
 * what it reads, and its depth and size are bounded.
 *
 * <p>Non-goals: binding to types, streams of it.
 */
@NullMarked
package dev.ferry.json;

import org.jspecify.annotations.NullMarked;
