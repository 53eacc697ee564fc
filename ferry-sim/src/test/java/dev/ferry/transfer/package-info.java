/** Tests of transfers, played in the simulator. */
@NullMarked
package dev.ferry.transfer;

import org.jspecify.annotations.NullMarked;
