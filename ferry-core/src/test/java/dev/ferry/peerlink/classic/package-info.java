/** Tests of the classic exchange. */
@NullMarked
package dev.ferry.peerlink.classic;

import org.jspecify.annotations.NullMarked;
