/**
 * Transfers from wish to end, in both directions, and the device that keeps them.
 *
 * <p>Goals: one end reason a transfer, nothing stored before consent, the same for every world that
 * negotiates.
 *
 * <p>Non-goals: protocols; who is asked for consent and how.
 */
@NullMarked
package dev.ferry.transfer;

import org.jspecify.annotations.NullMarked;
