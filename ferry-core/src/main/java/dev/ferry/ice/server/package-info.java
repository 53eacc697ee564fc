/**
 * STUN servers as their client sees them: requests and answers over TCP, TLS and UDP, logging in
 * (RFC 8489), the mapped address, and what a NAT does (RFC 5780).
 *
 * <p>Goals: every wait has a deadline; a failure says which server, what was asked and what to do;
 * no answer is believed that is not the one asked for, or not proved where a proof is due.
 *
 * <p>Non-goals: no allocations (dev.ferry.ice.turn), no candidates, no choice of servers. TLS is
 * handed in, since a server's certificate is a matter of the account's rules.
 */
@NullMarked
package dev.ferry.ice.server;

import org.jspecify.annotations.NullMarked;
