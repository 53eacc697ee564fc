/**
 * Files and folders between two devices without a server, over channels of the link between them.
 *
 * <p>Goals: all that a transfer between two of us has elsewhere (ranges, chunks, folders, requests,
 * small pictures), with both sides knowing at the end that it is right; whoever is no contact is
 * not listened to, and who breaks the rules harms nobody but itself.
 *
 * <p>Non-goals: what Jami speaks for files; how the link comes about ({@link dev.ferry.peerlink}).
 */
@NullMarked
package dev.ferry.peerlink.files;

import org.jspecify.annotations.NullMarked;
