/**
 * XMPP's values: addresses, elements, IQs, stanza errors.
 *
 * <p>Goals: lossless and immutable (what a peer wrote is what is read), never throwing on peer
 * input, bounded when parsed.
 *
 * <p>Non-goals: sending and routing, which are {@link dev.ferry.xmpp}'s.
 */
@NullMarked
package dev.ferry.stanza;

import org.jspecify.annotations.NullMarked;
