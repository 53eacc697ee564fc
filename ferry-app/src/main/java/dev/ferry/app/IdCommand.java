package dev.ferry.app;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.io.key.KeyFile;
import dev.ferry.security.Fingerprint;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry id}: what others need to reach this device, and to know that it is this one. */
@Command(name = "id", description = "Show how others reach this device and know it.")
final class IdCommand implements Callable<Integer> {
  @ParentCommand private FerryCommand ferry;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(json);
    return Failure.told(report, () -> show(report));
  }

  private int show(Report report) throws Failure {
    try {
      KeyFile keys = new KeyFile(ferry.surroundings().home().keys());
      String print = Fingerprint.of(keys.credentials().certificate()).text();
      if (json) {
        ferry.surroundings().out().println(new JsonLine().put("fingerprint", print));
      } else {
        for (Account account : new AccountStore(ferry.surroundings().home().accounts()).list()) {
          report.notice("Account: " + account.jid());
        }
        report.notice("Fingerprint of this device: " + print);
      }
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw Failure.here(
          "this device's identity cannot be shown: " + Causes.text(e), "mend that, then try again");
    }
  }
}
