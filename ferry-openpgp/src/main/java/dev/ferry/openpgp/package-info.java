/**
 * OpenPGP for XMPP as the envelope of encrypted transfers.
 *
 * <p>Goals: the keys of files reach the holder of a contact's OpenPGP key, signed by ours.
 *
 * <p>Non-goals: messages; the web of trust.
 */
@NullMarked
package dev.ferry.openpgp;

import org.jspecify.annotations.NullMarked;
