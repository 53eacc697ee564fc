@NullMarked
package dev.ferry.io.file;

import org.jspecify.annotations.NullMarked;
