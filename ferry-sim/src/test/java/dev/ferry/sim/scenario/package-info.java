/**
 * Whole devices in simulated worlds: the real core from end to end, over everything that may go
 * wrong.
 */
@NullMarked
package dev.ferry.sim.scenario;

import org.jspecify.annotations.NullMarked;
