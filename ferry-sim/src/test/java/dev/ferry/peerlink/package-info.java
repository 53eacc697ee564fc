/** Tests of connections without a server, under a simulated clock. */
@NullMarked
package dev.ferry.peerlink;

import org.jspecify.annotations.NullMarked;
