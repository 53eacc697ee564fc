@NullMarked
package dev.ferry.ice;

import org.jspecify.annotations.NullMarked;
