/**
 * What Ferry asks of the world: tasks and time, a network, a way for stanzas, folders and files,
 * randomness.
 *
 * <p>Goals: every wait of the core passes through these interfaces, so that a simulator can stand
 * behind them and nothing needs to be mocked. Core blocks in two ways only: in {@link
 * dev.ferry.port.Monitor#await} or inside a call of one of these ports.
 *
 * <p>Non-goals: no protocol, no policy, no default implementation.
 */
@NullMarked
package dev.ferry.port;

import org.jspecify.annotations.NullMarked;
