/** Tests of what was sent and received, as it is noted and found again. */
@NullMarked
package dev.ferry.app.history;

import org.jspecify.annotations.NullMarked;
