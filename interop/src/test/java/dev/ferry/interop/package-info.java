/**
 * Exchanges files between the {@code ferry} command, run as a user runs it, and real servers and
 * clients on this machine's loopback.
 *
 * <p>Goals: each row is one transfer with both ends and the bytes checked; whatever is started is
 * ended, whatever happens; free ports only; a row that fails leaves its logs in {@code
 * target/failed}.
 *
 * <p>Non-goals: to test Ferry's classes (this package knows the command line alone), to measure
 * speed, and to run anywhere but on Linux.
 */
@NullMarked
package dev.ferry.interop;

import org.jspecify.annotations.NullMarked;
