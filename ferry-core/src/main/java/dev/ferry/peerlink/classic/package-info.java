/**
 * The exchange of files that Jami had before its conversations, on a channel of a link: a header, a
 * yes or no, the bytes.
 *
 * <p>Goals: single files to and from devices that are no Ferrys, shown to people like any other
 * offer; a name or a size that lies harms nobody.
 *
 * <p>Non-goals: digests, parts, folders and confirmations, none of which it has; conversations.
 */
@NullMarked
package dev.ferry.peerlink.classic;

import org.jspecify.annotations.NullMarked;
