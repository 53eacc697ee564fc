/**
 * An XMPP server in the process: accounts, resources, routing, presence, a SOCKS5 bytestream proxy.
 *
 * <p>Goals: the order and the errors of a real server (RFC 6120, RFC 6121), and everything that a
 * bad one does: stanzas lost, late or changed, streams interrupted, resumed (XEP-0198) or lost.
 * Built on {@link dev.ferry.port.Tasks} alone, so it runs in simulated and in real time. Begin at
 * {@link dev.ferry.sim.xmpp.SimXmpp}.
 *
 * <p>Non-goals: authentication, rosters (everybody is on everybody's), archives, federation.
 */
@NullMarked
package dev.ferry.sim.xmpp;

import org.jspecify.annotations.NullMarked;
