package dev.ferry.app;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.identity.IdentityStore.Label;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account list}. */
@Command(name = "list", description = "Show the accounts of this device.")
final class AccountListCommand implements Callable<Integer> {
  @ParentCommand private AccountCommand parent;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(json);
    return Failure.told(report, () -> list(report));
  }

  private int list(Report report) throws Failure {
    List<Account> accounts = accounts();
    Optional<Label> alone = alone();
    if (alone.isPresent()) {
      String id = alone.get().account().toString();
      if (json) {
        parent.surroundings().out().println(new JsonLine().put("account", id).putNull("server"));
      } else {
        report.notice(id + ", without a server" + (alone.get().locked() ? ", locked" : ""));
      }
    }
    if (json) {
      accounts.forEach(account -> parent.surroundings().out().println(line(account)));
    } else if (accounts.isEmpty() && alone.isEmpty()) {
      report.notice(
          "No account yet. Make one without a server: ferry account new. Or add one: ferry account"
              + " add you@example.org");
    } else {
      accounts.forEach(account -> report.notice(words(account)));
    }
    return ExitStatus.DONE;
  }

  private Optional<Label> alone() throws Failure {
    try {
      return OwnIdentity.store(parent.surroundings()).label();
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  private List<Account> accounts() throws Failure {
    try {
      return new AccountStore(parent.surroundings().home().accounts()).list();
    } catch (IOException e) {
      throw Failure.here(
          "the accounts cannot be read: " + Causes.text(e), "mend or remove that file");
    }
  }

  private static JsonLine line(Account account) {
    return new JsonLine().put("account", account.jid().toString()).put("server", account.server());
  }

  private static String words(Account account) {
    return account.jid()
        + account.server().map(server -> ", at " + server).orElse("")
        + account.certificate().map(file -> ", one certificate trusted").orElse("")
        + (account.plaintext() ? ", without TLS" : "")
        + (account.password().isEmpty() ? ", password asked for each time" : "");
  }
}
