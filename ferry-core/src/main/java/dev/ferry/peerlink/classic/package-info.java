/**
 * Files with devices that are no Ferrys, on channels of a link: the exchange that Jami had before
 * its conversations (a header, a yes or no, the bytes), and how it fetches what was offered.
 *
 * <p>Goals: single files both ways, shown to people like any other; nothing is given that was not
 * offered to that very account; a name or a size that lies harms nobody.
 *
 * <p>Non-goals: conversations, in which Jami of today offers files; folders; repair.
 */
@NullMarked
package dev.ferry.peerlink.classic;

import org.jspecify.annotations.NullMarked;
