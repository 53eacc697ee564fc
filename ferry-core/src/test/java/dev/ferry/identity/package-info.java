/** Tests of who somebody is where there is no server. */
@NullMarked
package dev.ferry.identity;

import org.jspecify.annotations.NullMarked;
