package dev.ferry.app;

import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account remove}. */
@Command(name = "remove", description = "Forget an account; the server keeps it.")
final class AccountRemoveCommand implements Callable<Integer> {
  @ParentCommand private AccountCommand parent;

  @Parameters(paramLabel = "JID", description = "The address of the account.")
  private Jid jid;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> remove(report));
  }

  private int remove(Report report) throws Failure {
    try {
      if (!new AccountStore(parent.surroundings().home().accounts()).remove(jid)) {
        throw Failure.here(
            "there is no account " + jid.bare() + " on this device", "see: ferry account list");
      }
    } catch (IOException e) {
      throw Failure.here("the account cannot be removed: " + Causes.text(e), "check that folder");
    }
    report.notice("Removed " + jid.bare() + ".");
    return ExitStatus.DONE;
  }
}
