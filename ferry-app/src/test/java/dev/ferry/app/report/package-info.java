/** Tests of what is said of transfers. */
@NullMarked
package dev.ferry.app.report;

import org.jspecify.annotations.NullMarked;
