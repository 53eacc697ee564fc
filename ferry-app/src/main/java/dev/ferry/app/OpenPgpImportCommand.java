package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account openpgp import}: takes a key from another program. */
@Command(
    name = "import",
    description = "Take a secret key from a file, locked by its passphrase as it is there.")
final class OpenPgpImportCommand implements Callable<Integer> {
  @ParentCommand private OpenPgpCommand parent;
  @Mixin private OpenPgpOptions options;

  @Parameters(
      paramLabel = "FILE",
      description = "Such as gpg --export-secret-keys writes it, armored or not.")
  private Path file;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> take(report));
  }

  private int take(Report report) throws Failure {
    Jid jid = options.account(parent.surroundings());
    AccountOpenPgp.requireNone(parent, jid);
    Path from = parent.surroundings().folder().resolve(file);
    try {
      byte[] stored = Files.readAllBytes(from);
      String passphrase = options.passphrase(jid, parent.surroundings());
      AccountOpenPgp.keep(parent, report, jid, OwnKey.unlock(stored, passphrase));
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw Failure.here(
          from + " cannot be imported: " + Causes.text(e),
          "name a file with a secret key, and say its passphrase");
    }
  }
}
