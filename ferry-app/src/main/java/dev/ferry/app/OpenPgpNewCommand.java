package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account openpgp new}: makes a key. */
@Command(name = "new", description = "Make a key, locked by a passphrase.")
final class OpenPgpNewCommand implements Callable<Integer> {
  @ParentCommand private OpenPgpCommand parent;
  @Mixin private OpenPgpOptions options;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> make(report));
  }

  private int make(Report report) throws Failure {
    Jid jid = options.account(parent.surroundings());
    AccountOpenPgp.requireNone(parent, jid);
    String passphrase = options.passphrase(jid, parent.surroundings());
    AccountOpenPgp.keep(parent, report, jid, OwnKey.make(jid, passphrase));
    return ExitStatus.DONE;
  }
}
