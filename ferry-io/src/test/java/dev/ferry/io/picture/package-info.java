@NullMarked
package dev.ferry.io.picture;

import org.jspecify.annotations.NullMarked;
