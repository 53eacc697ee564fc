@NullMarked
package dev.ferry.code;

import org.jspecify.annotations.NullMarked;
