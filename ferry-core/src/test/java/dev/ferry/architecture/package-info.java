/** The core's architecture as tests: which package may see which, and what none may touch. */
@NullMarked
package dev.ferry.architecture;

import org.jspecify.annotations.NullMarked;
