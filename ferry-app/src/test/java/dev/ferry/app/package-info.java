/** Tests of the command as its users meet it. */
@NullMarked
package dev.ferry.app;

import org.jspecify.annotations.NullMarked;
