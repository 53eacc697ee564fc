/**
 * What is said of transfers: live lines for a terminal, plain lines, JSON for programs, and the
 * exit status with its sentence.
 *
 * <p>Goals: one event in, one truthful line out; every failure names what failed, on which side,
 * and what to do next.
 *
 * <p>Non-goals: running transfers. A report is told; it decides nothing.
 */
@NullMarked
package dev.ferry.app.report;

import org.jspecify.annotations.NullMarked;
