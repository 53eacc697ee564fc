/**
 * XMPP below Jingle: the routing of IQs, service discovery, capabilities, presence.
 *
 * <p>Goals: the same code over a real server and over a simulated one; a reply counts only from the
 * address that was asked.
 *
 * <p>Non-goals: the stream itself (TLS, SASL, XEP-0198), which lies behind {@link
 * dev.ferry.port.StanzaLink}.
 */
@NullMarked
package dev.ferry.xmpp;

import org.jspecify.annotations.NullMarked;
