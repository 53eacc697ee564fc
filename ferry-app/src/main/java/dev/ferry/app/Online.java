package dev.ferry.app;

import dev.ferry.app.account.Account;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Logs;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.run.Protection;
import dev.ferry.app.run.Session;

/** Going online for a verb. */
final class Online {
  private Online() {}

  static Session open(
      Surroundings surroundings, DeviceOptions options, Account account, Report report)
      throws Failure, InterruptedException {
    Logs.set(surroundings.environment());
    Protection protection = options.protection(surroundings, account, report);
    try {
      return Session.open(
          surroundings.home(),
          report,
          () -> surroundings.devices().open(account, options.interfaces(surroundings), protection));
    } catch (NotOnline e) {
      throw new Failure(e.trouble());
    }
  }
}
