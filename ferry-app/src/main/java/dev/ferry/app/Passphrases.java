package dev.ferry.app;

import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.account.PrivateFiles;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the passphrase of an OpenPGP key comes from; never the argument list. */
final class Passphrases {
  static final String VARIABLE = "FERRY_PASSPHRASE";

  private Passphrases() {}

  /** For a key of that account: from that file, else the environment, else a prompt. */
  static Optional<String> of(Jid account, Optional<Path> file, Surroundings surroundings)
      throws Failure {
    if (file.isPresent()) {
      return Optional.of(read(surroundings.folder().resolve(file.get())));
    }
    return Optional.ofNullable(surroundings.environment().get(VARIABLE))
        .or(() -> surroundings.input().secret("Passphrase of the OpenPGP key of " + account + ": "))
        .filter(words -> !words.isEmpty());
  }

  /** The same, where there is no way without. */
  static String required(Jid account, Optional<Path> file, Surroundings surroundings)
      throws Failure {
    return of(account, file, surroundings)
        .orElseThrow(() ->
            Failure.usage(
                "the OpenPGP key of " + account + " wants a passphrase",
                "use --passphrase-file, or set " + VARIABLE));
  }

  private static String read(Path file) throws Failure {
    try {
      String words = PrivateFiles.read(file).lines().findFirst().orElse("");
      if (words.isEmpty()) {
        throw Failure.here(
            "the passphrase file " + file + " is empty", "write it into the first line");
      }
      return words;
    } catch (IOException e) {
      throw Failure.here(
          "the passphrase file cannot be used: " + Causes.text(e),
          "name a file that only you can read");
    }
  }

  /** The account's key, unlocked; empty when it has none, or nobody says the passphrase. */
  static Optional<OwnKey> unlocked(Jid account, Optional<Path> file, Surroundings surroundings)
      throws Failure {
    try {
      Optional<byte[]> stored = OpenPgpKeys.in(surroundings.home().keys()).find(account);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      Optional<String> words = of(account, file, surroundings);
      return words.isPresent()
          ? Optional.of(OwnKey.unlock(stored.get(), words.get()))
          : Optional.empty();
    } catch (IOException e) {
      throw Failure.here(
          "the OpenPGP key of " + account + " cannot be used: " + Causes.text(e),
          "say the right passphrase, or make another key: ferry account openpgp new");
    }
  }
}
