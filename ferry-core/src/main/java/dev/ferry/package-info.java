/**
 * What a program that uses Ferry sees: the library's door, transfers and their states, offers.
 *
 * <p>Goals: few types, plain values, states that say what may truthfully be said and hold no
 * secret.
 *
 * <p>Non-goals: protocols. How a peer is reached shows only as a {@link dev.ferry.Route}.
 */
@NullMarked
package dev.ferry;

import org.jspecify.annotations.NullMarked;
