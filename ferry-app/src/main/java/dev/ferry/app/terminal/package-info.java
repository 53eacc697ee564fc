/**
 * What goes to and comes from the person at the terminal.
 *
 * <p>Goals: text that others wrote cannot do anything to a terminal ({@link
 * dev.ferry.app.terminal.Terminal#escape}); live lines that fit the width; plain lines when nobody
 * looks.
 *
 * <p>Non-goals: what is said of a transfer, which is {@code dev.ferry.app.report}.
 */
@NullMarked
package dev.ferry.app.terminal;

import org.jspecify.annotations.NullMarked;
