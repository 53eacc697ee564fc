/**
 * OMEMO 0.3 as the envelope of encrypted transfers.
 *
 * <p>Goals: the keys of files reach all trusted devices of a contact, and nobody else.
 *
 * <p>Non-goals: messages; deciding whom to trust.
 */
@NullMarked
package dev.ferry.omemo;

import org.jspecify.annotations.NullMarked;
