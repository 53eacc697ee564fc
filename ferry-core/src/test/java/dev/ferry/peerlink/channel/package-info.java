/** Tests of channels. */
@NullMarked
package dev.ferry.peerlink.channel;

import org.jspecify.annotations.NullMarked;
