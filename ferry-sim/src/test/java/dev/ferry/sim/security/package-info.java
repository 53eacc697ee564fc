/** What protects transfers, over the simulated network. */
@org.jspecify.annotations.NullMarked
package dev.ferry.sim.security;
