/**
 * Named channels on the one connection between two devices, as Jami multiplexes them.
 *
 * <p>Goals: many streams on one, asked for by name and accepted or declined; a channel whose reader
 * is slow stops no other between two of us, by credit, and everything works with a stock Jami,
 * which knows no credit.
 *
 * <p>Non-goals: what is spoken on a channel; how the connection came about and who is at its other
 * end.
 */
@NullMarked
package dev.ferry.peerlink.channel;

import org.jspecify.annotations.NullMarked;
