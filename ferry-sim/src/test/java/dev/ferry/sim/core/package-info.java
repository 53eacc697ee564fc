/** The core's concurrency vocabulary and its router, under many interleavings. */
@NullMarked
package dev.ferry.sim.core;

import org.jspecify.annotations.NullMarked;
