/** Valves and paces, played in simulated worlds. */
@NullMarked
package dev.ferry.negotiation;

import org.jspecify.annotations.NullMarked;
