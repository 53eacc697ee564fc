/**
 * What the devices of one account tell one another, without a server: whom the account knows, what
 * people are called, what was offered to it and by it, and which device has it.
 *
 * <p>Goals: all devices come to the same, in whatever order they hear of it, after however long;
 * clocks may be wrong; what is kept and sent is bounded; a device that says what makes no sense, or
 * was revoked, is not believed.
 *
 * <p>Non-goals: the files themselves, which are asked for like any others; secrets of the account.
 */
@NullMarked
package dev.ferry.sync;

import org.jspecify.annotations.NullMarked;
