/**
 * STUN messages (RFC 8489) with everything that ICE (RFC 8445), TURN (RFC 8656, 6062, 6156) and the
 * discovery of a NAT's behaviour (RFC 5780) put into them: values, their wire form, integrity.
 *
 * <p>Goals: what a peer or server sends never throws; what is written is exact to the byte.
 *
 * <p>Non-goals: no transactions, no sockets, no framing around a message (RFC 4571), no policy
 * about who may send what.
 */
@NullMarked
package dev.ferry.ice.stun;

import org.jspecify.annotations.NullMarked;
