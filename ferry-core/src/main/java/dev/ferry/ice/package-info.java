/**
 * Interactive Connectivity Establishment over TCP (RFC 8445, RFC 6544): finds a connection between
 * two devices wherever their networks allow one, directly or by a relay.
 *
 * <p>Goals: candidates of all kinds, a check list that is a pure machine, simultaneous open from
 * one local port, trickled candidates, both roles. Nothing but STUN is said on a connection before
 * the other side has proved that it is the peer.
 *
 * <p>Non-goals: UDP, several components, and the words in which candidates travel to the peer:
 * those belong to whoever negotiates.
 */
@NullMarked
package dev.ferry.ice;

import org.jspecify.annotations.NullMarked;
