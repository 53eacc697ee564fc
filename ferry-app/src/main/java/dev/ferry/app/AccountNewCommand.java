package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account new}: makes an account that needs no server. */
@Command(
    name = "new",
    description = "Make an account that needs no server, as Jami's are; nobody is asked.",
    sortOptions = false)
final class AccountNewCommand implements Callable<Integer> {
  @ParentCommand private AccountCommand parent;
  @Mixin private OwnIdentity identity;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "What you call yourself to those whom you ask to be contacts.")
  private String name = "";

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(json);
    return Failure.told(report, () -> make(report));
  }

  private int make(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    IdentityStore store = OwnIdentity.store(surroundings);
    try {
      refuseSecond(store);
      String passphrase = identity.chosen(surroundings);
      Made made = OwnIdentity.making().account(name, count -> progress(report, count));
      if (!store.create(made, passphrase)) {
        refuseSecond(store);
      }
      tell(report, surroundings, made, json);
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  private void progress(Report report, int count) {
    if (!json) {
      report.notice(count == 0 ? "Making three keys; this takes some seconds." : count + " of 3");
    }
  }

  static void refuseSecond(IdentityStore store) throws Failure, IOException {
    var label = store.label();
    if (label.isPresent()) {
      throw Failure.here(
          "this device has the account " + label.get().account() + " already",
          "see: ferry id; or set FERRY_HOME to another folder");
    }
  }

  static void tell(Report report, Surroundings surroundings, Made made, boolean json) {
    String account = made.device().account().toString();
    String device = made.device().id().longId();
    if (json) {
      surroundings.out().println(new JsonLine().put("account", account).put("device", device));
      return;
    }
    report.notice("This is the account " + account + ": others type that to reach you.");
    report.notice("This device of it is " + device + ".");
  }
}
