/**
 * The programs that are measured, and those they need: started on free loopback ports with
 * settings, keys and folders of their own, and ended with the bench.
 */
@NullMarked
package dev.ferry.bench.peer;

import org.jspecify.annotations.NullMarked;
