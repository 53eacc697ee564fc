/**
 * The DHT through somebody else's node, asked over HTTP: the proxy of OpenDHT, for networks that
 * let no datagrams pass.
 *
 * <p>Goals: nothing is believed that a node would not have to show as well, so signatures are
 * verified and values opened here, not by the proxy; lines and numbers of values are bounded.
 *
 * <p>Non-goals: a proxy of our own, push notifications, signing and encrypting by the proxy.
 */
@NullMarked
package dev.ferry.dht.proxy;

import org.jspecify.annotations.NullMarked;
