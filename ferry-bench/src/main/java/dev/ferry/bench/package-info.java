/**
 * Whole-transfer benchmarks: Ferry and other programs, in turn, in one run, on this machine.
 *
 * <p>Goals: figures that can be believed. Every program starts as its users start it, the ones
 * compared take turns, medians are shown with the runs they come from, what is missing is skipped
 * in so many words.
 *
 * <p>Non-goals: absolute figures that hold elsewhere. Ratios of one run are what counts.
 */
@NullMarked
package dev.ferry.bench;

import org.jspecify.annotations.NullMarked;
