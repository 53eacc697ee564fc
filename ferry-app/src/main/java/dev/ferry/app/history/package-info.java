/**
 * What was sent and received on this device, for ever.
 *
 * <p>Goals: each command notes what it does in a journal of its own, which costs next to nothing
 * and survives its death; whoever reads the history gathers the journals into a database first.
 *
 * <p>Non-goals: resuming ({@link dev.ferry.app.run}), what can be asked for again ({@link
 * dev.ferry.app.offers}). No file is touched here.
 */
@NullMarked
package dev.ferry.app.history;

import org.jspecify.annotations.NullMarked;
