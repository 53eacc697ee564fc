/**
 * Who somebody is where there is no server: an account, its devices, the certificates that tie them
 * together, and the contacts of an account.
 *
 * <p>Goals: Jami's accounts exactly, so that each is a contact of the other; what strangers sent
 * becomes a checked value or a reason why not, never an exception; secrets that show in no text.
 *
 * <p>Non-goals: connections and files; where secrets are kept; how keys are made.
 */
@NullMarked
package dev.ferry.identity;

import org.jspecify.annotations.NullMarked;
