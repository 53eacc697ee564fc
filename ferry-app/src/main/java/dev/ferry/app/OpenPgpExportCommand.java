package dev.ferry.app;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account openpgp export}: gives the key to another program. */
@Command(name = "export", description = "Write the key to a file, the public part or all of it.")
final class OpenPgpExportCommand implements Callable<Integer> {
  @ParentCommand private OpenPgpCommand parent;
  @Mixin private OpenPgpOptions options;

  @Parameters(paramLabel = "FILE", description = "Must not exist yet.")
  private Path file;

  @Option(
      names = "--secret",
      description = "The secret key too, locked by its passphrase as it is here.")
  private boolean secret;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> give(report));
  }

  private int give(Report report) throws Failure {
    Jid jid = options.account(parent.surroundings());
    Path to = parent.surroundings().folder().resolve(file).toAbsolutePath().normalize();
    if (Files.exists(to)) {
      throw Failure.usage(to + " exists already", "name another file");
    }
    byte[] stored = AccountOpenPgp.stored(parent, jid);
    try {
      if (secret) {
        PrivateFiles.writeFile(to, stored);
      } else {
        Files.write(to, OwnKey.armoredCertificate(stored).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw Failure.here("the key cannot be written: " + Causes.text(e), "name another file");
    }
    report.notice("Written: the " + (secret ? "secret" : "public") + " key of " + jid);
    return ExitStatus.DONE;
  }
}
