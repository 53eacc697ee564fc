@NullMarked
package dev.ferry.ice.moving;

import org.jspecify.annotations.NullMarked;
