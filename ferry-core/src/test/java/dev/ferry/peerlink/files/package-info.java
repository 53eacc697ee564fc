/** Tests of files over the link between devices. */
@NullMarked
package dev.ferry.peerlink.files;

import org.jspecify.annotations.NullMarked;
