package dev.ferry.app;

import dev.ferry.app.ContactOptions.Online;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.dht.DhtException;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.Standing;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact requests}: who wants to be a contact. */
@Command(
    name = "requests",
    description = "Wait for requests of others and for their answers to yours, and show them.")
final class ContactRequestsCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;
  @Mixin private ContactOptions options;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait; ${DEFAULT-VALUE} if not said.")
  private int seconds;

  @Option(names = "--once", description = "End after the first that comes.")
  private boolean once;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, () -> wait(report));
  }

  private int wait(Report report) throws Failure, InterruptedException {
    if (seconds < 1) {
      throw Failure.usage("nothing comes in " + seconds + " seconds", "wait for one at least");
    }
    return options.visit(
        parent.surroundings(),
        online -> {
          askAgain(online);
          long end = DhtOptions.in(Duration.ofSeconds(seconds));
          boolean waiting = true;
          while (waiting) {
            Optional<Outcome> outcome = online.next(end);
            outcome.ifPresent(o -> tell(report, o));
            waiting = outcome.filter(o -> !once || o.deeds().isEmpty()).isPresent();
          }
          show(report, online);
          return ExitStatus.DONE;
        });
  }

  /** Requests whose devices were not there, or whose answer was lost. */
  private static void askAgain(Online online)
      throws IOException, DhtException, InterruptedException {
    for (AccountId account : online.store().contacts().all().keySet()) {
      online.desk().happen(account, new Event.CameOnline(), ContactOptions.soon());
    }
  }

  private static void tell(Report report, Outcome outcome) {
    if (outcome.deeds().contains(new Deed.ShowConfirmed())) {
      report.notice(outcome.account() + " is a contact now.");
    }
  }

  private static void show(Report report, Online online) throws IOException {
    boolean any = false;
    for (Map.Entry<AccountId, Standing> entry : online.store().contacts().all().entrySet()) {
      if (entry.getValue() instanceof Standing.Asking(String name, String conversation)) {
        String called =
            name.isEmpty()
                ? ""
                : ", who goes by '" + Terminal.escape(name, ContactWords.LONGEST) + "',";
        report.notice(entry.getKey() + called + " asks to be your contact.");
        any = true;
      }
    }
    report.notice(
        any
            ? "Say yes: ferry contact accept ACCOUNT; or no: ferry contact remove ACCOUNT, or block."
            : "Nobody waits for an answer.");
  }
}
