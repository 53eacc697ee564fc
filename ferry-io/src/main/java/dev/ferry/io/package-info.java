/**
 * Ferry in the real world: wires the ports to sockets, threads, files and an XMPP server.
 *
 * <p>Goals: one call opens a device.
 *
 * <p>Non-goals: keeping accounts and settings, which is the program's.
 */
@NullMarked
package dev.ferry.io;

import org.jspecify.annotations.NullMarked;
