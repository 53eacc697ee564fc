package dev.ferry.app;

import dev.ferry.stanza.Jid;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the verbs about an account's OpenPGP key. */
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
}
