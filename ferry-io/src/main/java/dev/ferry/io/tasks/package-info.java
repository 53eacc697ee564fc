/**
 * Tasks, time, monitors and randomness of the real machine.
 *
 * <p>Goals: one virtual thread a task, the monotonic clock, locks that never pin a carrier thread.
 *
 * <p>Non-goals: pools, priorities, thread-locals; a task is as cheap as an object.
 */
@NullMarked
package dev.ferry.io.tasks;

import org.jspecify.annotations.NullMarked;
