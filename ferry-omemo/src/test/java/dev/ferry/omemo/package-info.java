@NullMarked
package dev.ferry.omemo;

import org.jspecify.annotations.NullMarked;
