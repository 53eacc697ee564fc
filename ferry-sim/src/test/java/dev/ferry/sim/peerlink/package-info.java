/** Links between devices without a server, in simulated worlds. */
@NullMarked
package dev.ferry.sim.peerlink;

import org.jspecify.annotations.NullMarked;
