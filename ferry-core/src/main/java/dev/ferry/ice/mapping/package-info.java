/**
 * Ports of a router that lead to this device: NAT-PMP (RFC 6886), PCP (RFC 6887) and UPnP IGD,
 * asked for at the same time, renewed, and given back.
 *
 * <p>Goals: nobody waits for a router; what a router says never throws, and leads to no other host
 * than that router; a mapping does not outlive its user if the router can be told.
 *
 * <p>Non-goals: no mappings of UDP, no choice of the outside port, no settings of routers.
 */
@NullMarked
package dev.ferry.ice.mapping;

import org.jspecify.annotations.NullMarked;
