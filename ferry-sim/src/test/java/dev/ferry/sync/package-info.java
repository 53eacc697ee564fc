/** Tests of what devices of one account tell one another, played in the simulator. */
@NullMarked
package dev.ferry.sync;

import org.jspecify.annotations.NullMarked;
