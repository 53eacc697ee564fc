/** The results as a Markdown table, an SVG plot and JSON lines. */
@NullMarked
package dev.ferry.bench.report;

import org.jspecify.annotations.NullMarked;
