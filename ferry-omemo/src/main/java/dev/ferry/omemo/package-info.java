/**
 * OMEMO 0.3 as the envelope of encrypted transfers (XEP-0384 0.3, XEP-0396).
 *
 * <p>Goals: the key of a file reaches all trusted devices of a contact, and nobody else; a step of
 * a session is on the disk before its result is used; what peers and servers publish is bounded and
 * never believed without its signature; a broken session mends itself.
 *
 * <p>Non-goals: messages, whose payloads are never looked at; the newer {@code urn:xmpp:omemo:2},
 * which no client that transfers files speaks; where records are kept, which is a port.
 */
@NullMarked
package dev.ferry.omemo;

import org.jspecify.annotations.NullMarked;
