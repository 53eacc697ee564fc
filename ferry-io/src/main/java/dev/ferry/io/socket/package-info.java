/**
 * TCP on the real network.
 *
 * <p>Goals: blocking channels on virtual threads, deadlines without helper threads, messages that
 * name the address, and a policy that says which interfaces may be used at all.
 *
 * <p>Non-goals: deciding whom to connect to. What a peer proposes is filtered before it gets here;
 * only the promise that a loopback-only Ferry stays on this machine is enforced again.
 */
@NullMarked
package dev.ferry.io.socket;

import org.jspecify.annotations.NullMarked;
