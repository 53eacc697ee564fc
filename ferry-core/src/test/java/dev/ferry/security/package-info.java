@NullMarked
package dev.ferry.security;

import org.jspecify.annotations.NullMarked;
