/** The node and its API, without a network. */
@NullMarked
package dev.ferry.node;

import org.jspecify.annotations.NullMarked;
