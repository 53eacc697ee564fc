/** Tests of what decides which chunk is asked of which source. */
@NullMarked
package dev.ferry.swarm;

import org.jspecify.annotations.NullMarked;
