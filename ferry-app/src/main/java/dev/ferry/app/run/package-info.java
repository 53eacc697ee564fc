/**
 * What a running command needs around it: its data folder, its device, Ctrl-C, and the private
 * socket by which other shells reach it.
 *
 * <p>Goals: nothing is left behind, however the command ends.
 *
 * <p>Non-goals: what is shown.
 */
@NullMarked
package dev.ferry.app.run;

import org.jspecify.annotations.NullMarked;
