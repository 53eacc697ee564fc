/** Tests of OpenPGP envelopes, over a simulated server. */
@NullMarked
package dev.ferry.openpgp;

import org.jspecify.annotations.NullMarked;
