@NullMarked
package dev.ferry.io.key;

import org.jspecify.annotations.NullMarked;
