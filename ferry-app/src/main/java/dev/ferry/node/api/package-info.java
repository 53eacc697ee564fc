/**
 * The node's door for its page and for commands: HTTP on loopback, described by {@code
 * openapi.json}.
 *
 * <p>Goals: nothing answers without the token of this run, under another host's name, or to another
 * site's page; a body is bounded in size and in time; a reader of events that is slow harms itself
 * alone.
 *
 * <p>Non-goals: what a resource means, which is {@link dev.ferry.node}'s; other machines.
 */
@NullMarked
package dev.ferry.node.api;

import org.jspecify.annotations.NullMarked;
