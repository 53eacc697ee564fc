/**
 * The XMPP accounts of this device and their secrets.
 *
 * <p>Goals: one file an account, readable by its owner only; a password comes from a prompt, a file
 * that nobody else can read, or the environment, and goes into no log and no argument list.
 *
 * <p>Non-goals: logging in.
 */
@NullMarked
package dev.ferry.app.account;

import org.jspecify.annotations.NullMarked;
