/**
 * The one door between transfers and the worlds that can negotiate them.
 *
 * <p>Goals: a transfer knows no protocol, a protocol knows no file; each world (Jingle, and others
 * to come) implements {@link dev.ferry.negotiation.Negotiation}.
 *
 * <p>Non-goals: choosing between worlds, keeping a list of transfers.
 */
@NullMarked
package dev.ferry.negotiation;

import org.jspecify.annotations.NullMarked;
