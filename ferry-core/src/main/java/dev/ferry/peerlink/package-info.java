/**
 * Connections between two devices without a server, as Jami makes them: asked for and answered in
 * the DHT, found by ICE, protected by TLS in which both show who they are.
 *
 * <p>Goals: nobody but who is let in makes this device connect or learns where it is; a peer is
 * whoever its chain proves, or there is no connection.
 *
 * <p>Non-goals: who is let in; what is said on the connection ({@link dev.ferry.peerlink.channel}).
 */
@NullMarked
package dev.ferry.peerlink;

import org.jspecify.annotations.NullMarked;
