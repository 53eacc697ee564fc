/** Tests of figures and reports. */
@NullMarked
package dev.ferry.bench;

import org.jspecify.annotations.NullMarked;
