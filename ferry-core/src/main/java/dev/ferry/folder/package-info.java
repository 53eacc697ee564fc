/**
 * Whole folders over one stream: a list of what is in them, what the receiver has of it already,
 * and then the bytes of all files back to back.
 *
 * <p>Goals: no round trip and no flush a file; every number of the peer bounded and checked; names
 * made safe and told apart before anything is stored; what was cut off goes on where it was.
 *
 * <p>Non-goals: where folders lie (see {@link dev.ferry.port.FolderVault}), how sessions come
 * about.
 */
@NullMarked
package dev.ferry.folder;

import org.jspecify.annotations.NullMarked;
