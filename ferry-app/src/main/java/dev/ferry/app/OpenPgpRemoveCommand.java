package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account openpgp remove}: forgets the key. */
@Command(
    name = "remove",
    description = "Forget the key. What was sealed for it cannot be opened here any more.")
final class OpenPgpRemoveCommand implements Callable<Integer> {
  @ParentCommand private OpenPgpCommand parent;
  @Mixin private OpenPgpOptions options;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> remove(report));
  }

  private int remove(Report report) throws Failure {
    Jid jid = options.account(parent.surroundings());
    AccountOpenPgp.stored(parent, jid);
    try {
      parent.keys().remove(jid);
    } catch (IOException e) {
      throw Failure.here("the key cannot be removed: " + Causes.text(e), "check that folder");
    }
    report.notice("Removed the OpenPGP key of " + jid + " from this device.");
    return ExitStatus.DONE;
  }
}
