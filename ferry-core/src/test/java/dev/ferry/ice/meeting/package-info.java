/** Tests of the machine of an allocation. */
@NullMarked
package dev.ferry.ice.meeting;

import org.jspecify.annotations.NullMarked;
