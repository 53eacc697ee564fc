/**
 * Files of this device: the folder that receives, and files that are sent.
 *
 * <p>Goals: nothing is written outside of the folder, no link is followed, nothing is overwritten,
 * nothing but what was made here is deleted; a file under its final name is whole and durable.
 *
 * <p>Non-goals: making a peer's file name safe (see {@link dev.ferry.content.SafeName}); only names
 * that could leave the folder are refused once more here.
 */
@NullMarked
package dev.ferry.io.file;

import org.jspecify.annotations.NullMarked;
