/**
 * Identities and pins of simulated devices.
 *
 * <p>Goals: TLS in the simulator is the real one, with certificates that are always the same, so
 * that a seed gives the same trace each time.
 *
 * <p>Non-goals: secrecy. The keys are published with this module and prove nothing to anybody.
 */
@NullMarked
package dev.ferry.sim.key;

import org.jspecify.annotations.NullMarked;
