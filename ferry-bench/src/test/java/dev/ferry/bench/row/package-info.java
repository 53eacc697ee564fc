/** Tests of figures and reports. */
@NullMarked
package dev.ferry.bench.row;

import org.jspecify.annotations.NullMarked;
