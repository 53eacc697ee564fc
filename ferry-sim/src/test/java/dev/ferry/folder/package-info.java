/** Folders on a stream, played in simulated worlds. */
@NullMarked
package dev.ferry.folder;

import org.jspecify.annotations.NullMarked;
