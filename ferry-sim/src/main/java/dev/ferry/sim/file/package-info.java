/**
 * Files and folders that exist only in memory.
 *
 * <p>Goals: gigabytes that need no memory, and everything that goes wrong with files: they shrink,
 * change, cannot be read; a folder is full, slow or not writable. What was received can be looked
 * at, and what was left behind. Built on {@link dev.ferry.port.Tasks} alone.
 *
 * <p>Non-goals: directories, links, permissions.
 */
@NullMarked
package dev.ferry.sim.file;

import org.jspecify.annotations.NullMarked;
