/** Tests of sources and receivers of chunks that do not keep to the rules. */
@NullMarked
package dev.ferry.swarm;

import org.jspecify.annotations.NullMarked;
