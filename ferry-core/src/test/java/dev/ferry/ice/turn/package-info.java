/** Tests of the machine of an allocation. */
@NullMarked
package dev.ferry.ice.turn;

import org.jspecify.annotations.NullMarked;
