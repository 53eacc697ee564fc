package dev.ferry.app;

import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.report.Report;
import dev.ferry.openpgp.Fingerprints;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;

/**
 * What the verbs about an account's OpenPGP key do with it. No part of their options, which every
 * start of the command looks through: keys would be loaded with them, and take half as long again.
 */
final class AccountOpenPgp {
  private AccountOpenPgp() {}

  /** Keeps a key, unless the account has one already. */
  static void keep(OpenPgpCommand parent, Report report, Jid jid, OwnKey key) throws Failure {
    OpenPgpKeys keys = parent.keys();
    try {
      keys.save(jid, key.of(jid));
    } catch (IOException e) {
      throw Failure.here("the key cannot be kept: " + Causes.text(e), "check that folder");
    }
    report.notice("OpenPGP fingerprint of " + jid + ": " + Fingerprints.shown(key.fingerprint()));
    report.notice("It is published when the account is online the next time.");
  }

  /** A key that is there already is worth too much to be lost by a slip. */
  static void requireNone(OpenPgpCommand parent, Jid jid) throws Failure {
    try {
      if (parent.keys().find(jid).isPresent()) {
        throw Failure.usage(
            jid + " has an OpenPGP key already",
            "keep it with: ferry account openpgp export FILE --secret, then: ferry account openpgp"
                + " remove");
      }
    } catch (IOException e) {
      throw Failure.here("the key there cannot be read: " + Causes.text(e), "mend that");
    }
  }

  /** The key that is there, locked. */
  static byte[] stored(OpenPgpCommand parent, Jid jid) throws Failure {
    try {
      return parent
          .keys()
          .find(jid)
          .orElseThrow(() ->
              Failure.usage(jid + " has no OpenPGP key", "make one: ferry account openpgp new"));
    } catch (IOException e) {
      throw Failure.here("the key cannot be read: " + Causes.text(e), "mend that");
    }
  }
}
