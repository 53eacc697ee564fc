/** What is measured: one class a row of the table, and the values that come out. */
@NullMarked
package dev.ferry.bench.row;

import org.jspecify.annotations.NullMarked;
