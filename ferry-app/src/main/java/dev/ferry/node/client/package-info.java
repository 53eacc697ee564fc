/**
 * How other programs of a home find its node and talk to it.
 *
 * <p>Goals: small; what the node refuses comes with the node's own words; a node of another version
 * is told from one that fails.
 *
 * <p>Non-goals: what a resource means.
 */
@NullMarked
package dev.ferry.node.client;

import org.jspecify.annotations.NullMarked;
