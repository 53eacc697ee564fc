/**
 * Puts the parts of the core together over one XMPP link.
 *
 * <p>Goals: one place that names every transport and every service in use, in order.
 *
 * <p>Non-goals: the ports themselves, which the caller brings.
 */
@NullMarked
package dev.ferry.assembly;

import org.jspecify.annotations.NullMarked;
