package dev.ferry.app;

import dev.ferry.app.account.ContactNames;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Standing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact list}. */
@Command(name = "list", description = "Show whom the account without a server knows, and how.")
final class ContactListCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(json);
    return Failure.told(report, () -> list(report));
  }

  private int list(Report report) throws Failure {
    try {
      Map<AccountId, Standing> all = OwnIdentity.store(parent.surroundings()).contacts().all();
      ContactNames names = ContactWords.names(parent.surroundings());
      if (all.isEmpty() && !json) {
        report.notice("Nobody yet. Ask somebody: ferry contact add ACCOUNT");
      }
      all.forEach((account, standing) -> {
        if (json) {
          parent
              .surroundings()
              .out()
              .println(
                  new JsonLine()
                      .put("account", account.toString())
                      .put("standing", word(standing))
                      .put("name", ContactWords.name(names, account))
                      .put("also", ContactWords.also(names, account)));
        } else {
          List<String> also = ContactWords.also(names, account);
          report.notice(
              ContactWords.of(names, account)
                  + (also.isEmpty() ? "" : ", also " + String.join(", ", also))
                  + "  "
                  + words(standing));
        }
      });
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Stranger s -> "stranger";
      case Standing.Asked s -> "asked";
      case Standing.Asking s -> "asking";
      case Standing.Confirmed s -> "contact";
      case Standing.Declined s -> "declined";
      case Standing.Blocked s -> "blocked";
    };
  }

  private static String words(Standing standing) {
    return switch (standing) {
      case Standing.Stranger s -> "not known";
      case Standing.Asked s -> "asked, no answer yet";
      case Standing.Asking(String name, String conversation) ->
          "asks to be your contact"
              + (name.isEmpty() ? "" : ": '" + Terminal.escape(name, ContactWords.LONGEST) + "'");
      case Standing.Confirmed s -> "contact";
      case Standing.Declined s -> "you said no";
      case Standing.Blocked s -> "blocked";
    };
  }
}
