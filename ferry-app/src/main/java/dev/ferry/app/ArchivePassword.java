package dev.ferry.app;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The password of an account's export, and of a code for another device; never an argument. */
final class ArchivePassword {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "The password of the export, its first line; nobody else may be able to read it."
              + " FERRY_PASSWORD if not said, else you are asked.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--no-password", description = "It has none: whoever gets it has the account.")
  private boolean none;

  String required(Surroundings surroundings) throws Failure {
    return given(surroundings)
        .orElseThrow(() ->
            Failure.usage(
                "there is no password, and nobody at a terminal to be asked",
                "use --password-file, set " + Passwords.VARIABLE + ", or say --no-password"));
  }

  private Optional<String> given(Surroundings surroundings) throws Failure {
    if (none) {
      return Optional.of("");
    }
    if (file.isPresent()) {
      return Optional.of(OwnIdentity.firstLine(surroundings.folder().resolve(file.get())));
    }
    return Optional.ofNullable(surroundings.environment().get(Passwords.VARIABLE))
        .or(() -> surroundings.input().secret("Password of the export: "))
        .filter(password -> !password.isEmpty());
  }
}
