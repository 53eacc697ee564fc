/**
 * {@code ferry demo}: two devices in one process that exchange a real file over real sockets, with
 * an XMPP server in between that is in the process too.
 *
 * <p>Goals: shows in a few seconds what Ferry does, with the library as every program uses it;
 * compares the two files by a hash of its own; leaves nothing behind.
 *
 * <p>Non-goals: measuring. The bench does that.
 */
@NullMarked
package dev.ferry.app.demo;

import org.jspecify.annotations.NullMarked;
