/**
 * The keys by which people know each other's devices, as they look at them and compare them.
 *
 * <p>Goals: one command shows and decides on the keys of every kind of encryption; each kind is one
 * {@link dev.ferry.app.trust.KeyBook}.
 *
 * <p>Non-goals: what follows from trust in a transfer, which the library decides.
 */
@NullMarked
package dev.ferry.app.trust;

import org.jspecify.annotations.NullMarked;
