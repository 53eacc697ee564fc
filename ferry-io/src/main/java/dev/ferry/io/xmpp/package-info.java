/**
 * The XMPP stream of a real account: TCP, TLS, SASL, binding and XEP-0198, by Smack.
 *
 * <p>Goals: every stanza comes out whole, unchanged and in the order of the stream; a broken
 * connection is resumed without loss or reported as lost, never papered over; whoever sets up an
 * account is told what is wrong and what to do.
 *
 * <p>Non-goals: what stanzas mean. Smack's service discovery, roster, Jingle and all other
 * extensions are not even on the class path; Smack sees no stanza but those of resource binding.
 */
@NullMarked
package dev.ferry.io.xmpp;

import org.jspecify.annotations.NullMarked;
