/** The content engine, played in simulated worlds. */
@NullMarked
package dev.ferry.content;

import org.jspecify.annotations.NullMarked;
