/**
 * Jingle (XEP-0166) for files (XEP-0234): messages and their wire form, the session as a pure
 * machine, and the negotiation that acts on it.
 *
 * <p>Goals: every action and reason understood, unknown elements kept as values, no step taken
 * before the peer has acknowledged the stanza it depends on.
 *
 * <p>Non-goals: how bytes travel ({@link dev.ferry.transport}) and where they are stored.
 */
@NullMarked
package dev.ferry.jingle;

import org.jspecify.annotations.NullMarked;
