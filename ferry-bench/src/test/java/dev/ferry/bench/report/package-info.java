/** Tests of figures and reports. */
@NullMarked
package dev.ferry.bench.report;

import org.jspecify.annotations.NullMarked;
