/**
 * How the bytes of a transfer are protected between the two devices.
 *
 * <p>Goals: one interface, {@link dev.ferry.security.Security}, for every method; plain is one of
 * them. A method decides about the peer's certificate before a byte of a file passes, and fails
 * closed. TLS is the platform's {@code SSLEngine} over whatever stream there is.
 *
 * <p>Non-goals: who negotiates it and over which transport; where keys and pins are kept, which are
 * ports.
 */
@NullMarked
package dev.ferry.security;

import org.jspecify.annotations.NullMarked;
