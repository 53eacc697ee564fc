/** Tests of what devices of one account tell one another. */
@NullMarked
package dev.ferry.sync;

import org.jspecify.annotations.NullMarked;
