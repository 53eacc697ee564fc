package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Standing.Event;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact remove}: no contact any more, or no to a request. They are not told. */
@Command(
    name = "remove",
    description = "Have an account as a contact no more, or say no to its request. It is not told.")
final class ContactRemoveCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;

  @Parameters(paramLabel = "ACCOUNT", description = "40 digits.")
  private String typed;

  @Override
  public Integer call() {
    return decide(parent, typed, new Event.UserRemoved(), "Removed");
  }

  /** What the user decides alone, and nobody is told. */
  static int decide(ContactCommand parent, String typed, Event event, String done) {
    Report report = parent.surroundings().report(false);
    return Failure.told(
        report,
        () -> {
          AccountId account = ContactOptions.account(typed);
          try {
            OwnIdentity.store(parent.surroundings()).on(account, event);
          } catch (IOException e) {
            throw OwnIdentity.unusable(e);
          }
          report.notice(done + ": " + account);
          return ExitStatus.DONE;
        });
  }
}
