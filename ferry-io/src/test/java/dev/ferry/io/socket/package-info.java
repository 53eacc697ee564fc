@NullMarked
package dev.ferry.io.socket;

import org.jspecify.annotations.NullMarked;
