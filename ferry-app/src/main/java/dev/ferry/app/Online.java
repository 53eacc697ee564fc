package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Standing;
import dev.ferry.app.account.Login;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.Doorkeeper;
import dev.ferry.app.run.Logs;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.run.Protection;
import dev.ferry.app.run.Session;

/** Going online for a verb. */
final class Online {
  private Online() {}

  static Session open(Surroundings surroundings, DeviceOptions options, Login login, Report report)
      throws Failure, InterruptedException {
    return open(surroundings, options, login, report, Doorkeeper.passing(surroundings.home()));
  }

  /**
   * The same.
   *
   * @param door knows whether this command answers for the device; the caller closes it
   */
  static Session open(
      Surroundings surroundings, DeviceOptions options, Login login, Report report, Doorkeeper door)
      throws Failure, InterruptedException {
    Logs.set(surroundings.environment());
    Session.Opener opener = opener(surroundings, options, login, report, door);
    try {
      return Session.open(surroundings.home(), report, opener);
    } catch (NotOnline e) {
      throw new Failure(e.trouble());
    }
  }

  /** What opens a device as that account. */
  static Session.Opener opener(
      Surroundings surroundings, DeviceOptions options, Login login, Report report) throws Failure {
    return opener(surroundings, options, login, report, Doorkeeper.passing(surroundings.home()));
  }

  private static Session.Opener opener(
      Surroundings surroundings, DeviceOptions options, Login login, Report report, Doorkeeper door)
      throws Failure {
    return switch (login) {
      case Login.Server(var account) -> {
        Protection protection = options.protection(surroundings, account, report);
        yield () ->
            surroundings.devices().open(account, options.interfaces(surroundings), protection);
      }
      case Login.Alone alone -> {
        var letters = new ContactWords(surroundings, report);
        yield () -> surroundings.devices().open(alone, door::answers, letters::tell);
      }
    };
  }

  /** Makes sure that others can be found, for who wants something of them now. */
  static void check(Session session) throws Failure {
    if (session.ferry().self() instanceof Peer.Account
        && session.ferry().standing() instanceof Standing.Away(String why)) {
      throw new Failure(
          new Trouble(
              ExitStatus.UNREACHABLE,
              "nobody can be found: " + why,
              Side.BETWEEN,
              "check the network, --bootstrap, and that UDP passes"));
    }
  }
}
