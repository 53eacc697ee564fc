package dev.ferry.app;

import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.report.Report;
import dev.ferry.openpgp.Fingerprints;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the verbs about an account's OpenPGP key, and what they share. */
final class OpenPgpOptions {
  @Option(
      names = "--account",
      paramLabel = "JID",
      description = "The account whose key it is, where there are several.")
  private Optional<Jid> account = Optional.empty();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "The passphrase is its first line; nobody else may be able to read it.")
  private Optional<Path> passphraseFile = Optional.empty();

  Jid account(Surroundings surroundings) throws Failure {
    return DeviceOptions.known(surroundings, account).jid();
  }

  String passphrase(Jid jid, Surroundings surroundings) throws Failure {
    return Passphrases.required(jid, passphraseFile, surroundings);
  }

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
