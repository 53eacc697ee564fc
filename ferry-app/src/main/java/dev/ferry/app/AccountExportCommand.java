package dev.ferry.app;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account export}: writes the account to a file, as Jami does. */
@Command(
    name = "export",
    description = "Write the account that needs no server to a file, for Ferry or Jami elsewhere.")
final class AccountExportCommand implements Callable<Integer> {
  @ParentCommand private AccountCommand parent;
  @Mixin private OwnIdentity identity;
  @Mixin private ArchivePassword password;

  @Parameters(paramLabel = "FILE", description = "Must not exist yet.")
  private Path file;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> export(report));
  }

  private int export(Report report) throws Failure {
    Surroundings surroundings = parent.surroundings();
    Path to = surroundings.folder().resolve(file).toAbsolutePath().normalize();
    if (Files.exists(to)) {
      throw Failure.usage(to + " exists already", "name another file");
    }
    Archive archive = identity.archive(surroundings);
    String secret = password.required(surroundings);
    byte[] box = Box.lock(archive.text(), secret, OwnIdentity.RANDOM).toByteArray();
    try {
      PrivateFiles.writeFile(to, box);
    } catch (IOException e) {
      throw Failure.here("the account cannot be written: " + Causes.text(e), "name another file");
    }
    report.notice(
        "Written: the account "
            + archive.account()
            + (secret.isEmpty() ? ". Whoever reads that file has the account." : ", locked."));
    return ExitStatus.DONE;
  }
}
