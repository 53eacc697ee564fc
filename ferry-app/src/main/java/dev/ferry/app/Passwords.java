package dev.ferry.app;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.PrivateFiles;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where an account's password comes from; never the argument list. */
final class Passwords {
  static final String VARIABLE = "FERRY_PASSWORD";

  private Passwords() {}

  /** For a new account: from that file, else the environment, else a prompt. */
  static String first(Jid jid, Optional<Path> file, Surroundings surroundings) throws Failure {
    if (file.isPresent()) {
      return read(surroundings.folder().resolve(file.get()));
    }
    return fromEnvironment(surroundings)
        .or(() -> surroundings.input().secret("Password of " + jid + ": "))
        .orElseThrow(() -> missing(jid));
  }

  /** For a known account: from the environment, else what is kept, else a prompt. */
  static Account complete(Account account, Surroundings surroundings) throws Failure {
    Optional<String> password =
        fromEnvironment(surroundings)
            .or(account::password)
            .or(() -> surroundings.input().secret("Password of " + account.jid() + ": "));
    return account.withPassword(password.orElseThrow(() -> missing(account.jid())));
  }

  private static Optional<String> fromEnvironment(Surroundings surroundings) {
    return Optional.ofNullable(surroundings.environment().get(VARIABLE))
        .filter(password -> !password.isEmpty());
  }

  private static String read(Path file) throws Failure {
    try {
      String password = PrivateFiles.read(file).lines().findFirst().orElse("");
      if (password.isEmpty()) {
        throw Failure.here(
            "the password file " + file + " is empty", "write the password into its first line");
      }
      return password;
    } catch (IOException e) {
      throw Failure.here(
          "the password file cannot be used: " + Causes.text(e),
          "name a file that only you can read");
    }
  }

  private static Failure missing(Jid jid) {
    return Failure.usage(
        "there is no password for " + jid + ", and nobody at a terminal to be asked",
        "use --password-file when adding the account, or set " + VARIABLE);
  }
}
