/** Tests of connections without a server. */
@NullMarked
package dev.ferry.peerlink;

import org.jspecify.annotations.NullMarked;
