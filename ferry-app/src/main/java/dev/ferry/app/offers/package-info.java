/**
 * What was offered from this device and to it, kept so that it can be asked for again.
 *
 * <p>Goals: nobody but the owner can read it; it stays small; several commands may use it at once.
 *
 * <p>Non-goals: a history of transfers.
 */
@NullMarked
package dev.ferry.app.offers;

import org.jspecify.annotations.NullMarked;
