/**
 * Files as clients sent them before Jingle: stream initiation (XEP-0095, 0096, 0020) with SOCKS5
 * (XEP-0065) and in-band bytestreams (XEP-0047), for peers that know nothing else.
 *
 * <p>Goals: an offer looks to the user as one over Jingle does and is guarded in the same way; when
 * one kind of stream fails the other is tried; nothing is called confirmed or verified that the old
 * protocol cannot confirm.
 *
 * <p>Non-goals: encryption, which the protocol has not; choosing between this and Jingle.
 */
@NullMarked
package dev.ferry.si;

import org.jspecify.annotations.NullMarked;
