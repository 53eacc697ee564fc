/** Tests of the codec of STUN. */
@NullMarked
package dev.ferry.ice.stun;

import org.jspecify.annotations.NullMarked;
