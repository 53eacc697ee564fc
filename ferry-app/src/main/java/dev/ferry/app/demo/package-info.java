/**
 * {@code ferry demo}: a node of a DHT and two devices, each a process of its own, that become
 * contacts and exchange a real file without a server.
 *
 * <p>Goals: shows in some seconds what Ferry does, by the commands that everybody has; compares the
 * two files by a hash of its own; leaves nothing behind, and nothing leaves this machine.
 *
 * <p>Non-goals: measuring. The bench does that.
 */
@NullMarked
package dev.ferry.app.demo;

import org.jspecify.annotations.NullMarked;
