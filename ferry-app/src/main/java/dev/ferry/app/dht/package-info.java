/**
 * The DHT as {@code ferry dht} shows it: values and nodes in words and in JSON.
 *
 * <p>Goals: what strangers stored is shown, never acted on.
 *
 * <p>Non-goals: getting there, see {@link dev.ferry.io.dht}.
 */
@NullMarked
package dev.ferry.app.dht;

import org.jspecify.annotations.NullMarked;
