/**
 * A world of its own to run Ferry in: tasks, time, files and networks that are decided by a seed.
 *
 * <p>Goals: the same seed gives the same run, to the last switch; another seed gives another order
 * of everything that may happen in any order; an hour of waiting takes no time; whoever is stuck,
 * left over or crashed is named. Begin at {@link dev.ferry.sim.SimWorld}.
 *
 * <p>Non-goals: speed of the simulated code, and the memory model: tasks run one at a time, so a
 * missing {@code volatile} does not show here.
 */
@NullMarked
package dev.ferry.sim;

import org.jspecify.annotations.NullMarked;
