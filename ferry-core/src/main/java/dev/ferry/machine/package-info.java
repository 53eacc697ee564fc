/**
 * The whole concurrency vocabulary: pure steps, mailboxes, the loop that drives a machine, scopes
 * that own tasks and streams, the staggered race, the deadline of a handshake.
 *
 * <p>Goals: one task writes a machine's state; nothing outlives its scope; the first reason wins.
 *
 * <p>Non-goals: a framework of states. A machine is a static function from state and event to
 * {@link dev.ferry.machine.Step}.
 */
@NullMarked
package dev.ferry.machine;

import org.jspecify.annotations.NullMarked;
