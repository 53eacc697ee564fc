/**
 * The bytes of files: copying with a hash on the way, names that are safe to write, digests.
 *
 * <p>Goals: constant memory, each byte through one cryptographic hash a side, one single function
 * that turns a peer's words into a local name.
 *
 * <p>Non-goals: where files lie (see {@link dev.ferry.port.FileVault}) and how bytes travel.
 */
@NullMarked
package dev.ferry.content;

import org.jspecify.annotations.NullMarked;
