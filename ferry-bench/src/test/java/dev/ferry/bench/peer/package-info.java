/** Tests of figures and reports. */
@NullMarked
package dev.ferry.bench.peer;

import org.jspecify.annotations.NullMarked;
