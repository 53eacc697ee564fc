/**
 * The {@code ferry} command: one class a verb, over the library.
 *
 * <p>Goals: start fast, say plainly what failed, on which side, and what to do next; exit statuses
 * that scripts can rely on.
 *
 * <p>Non-goals: protocol knowledge of any kind, which belongs to the library.
 */
@NullMarked
package dev.ferry.app;

import org.jspecify.annotations.NullMarked;
