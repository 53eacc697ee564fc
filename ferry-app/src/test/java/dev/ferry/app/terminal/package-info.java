/** Tests of what reaches the terminal. */
@NullMarked
package dev.ferry.app.terminal;

import org.jspecify.annotations.NullMarked;
