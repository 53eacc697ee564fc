/**
 * ICE for two devices that exchange one message each, in whatever way, and then meet: without
 * Jingle, without trickling, framed for ever, as pjnath does it and the clients of OpenDHT that
 * stand on it.
 *
 * <p>Goals: one entry, the message as these clients write it, peers that are not us.
 *
 * <p>Non-goals: how the message travels, and what protects the bytes.
 */
@NullMarked
package dev.ferry.ice.meeting;

import org.jspecify.annotations.NullMarked;
