/**
 * The node: a program that stays, opens all accounts of a home, and does for days what single
 * commands do once.
 *
 * <p>Goals: one account that fails stops no other; what was promised survives a kill at any moment;
 * whoever looks on sees one {@link dev.ferry.node.Board}, kept up to date, and never slows a
 * transfer down.
 *
 * <p>Non-goals: protocols, which are the library's; what a page or a command shows of it.
 */
@NullMarked
package dev.ferry.node;

import org.jspecify.annotations.NullMarked;
