/**
 * What every implementation of a port must do, as tests to inherit: the simulated ports and the
 * real ones pass the same classes.
 *
 * <p>Goals: one meaning for each port. No sleeps, no fixed ports; where time must pass, deadlines
 * of the implementation's own clock are used.
 *
 * <p>Non-goals: what only one implementation has, such as seeds or real permissions.
 */
@NullMarked
package dev.ferry.sim.contract;

import org.jspecify.annotations.NullMarked;
