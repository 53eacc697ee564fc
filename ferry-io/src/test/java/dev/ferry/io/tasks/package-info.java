@NullMarked
package dev.ferry.io.tasks;

import org.jspecify.annotations.NullMarked;
