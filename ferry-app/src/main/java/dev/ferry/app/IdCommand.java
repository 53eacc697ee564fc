package dev.ferry.app;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.QrDrawing;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.app.trust.KeyBook.Own;
import dev.ferry.identity.IdentityStore.Label;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
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

  @Option(
      names = "--qr",
      description = "Also as codes that other programs scan to verify this device.")
  private boolean qr;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(json);
    return Failure.told(report, () -> show(report));
  }

  private int show(Report report) throws Failure {
    try {
      if (json) {
        ferry.surroundings().out().println(inJson());
      } else {
        inWords(report);
      }
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw Failure.here(
          "this device's identity cannot be shown: " + Causes.text(e), "mend that, then try again");
    }
  }

  private JsonLine inJson() throws IOException {
    JsonLine line = new JsonLine();
    Optional<Label> label = OwnIdentity.store(ferry.surroundings()).label();
    if (label.isPresent()) {
      line.put("account", label.get().account().toString()).put("device", label.get().device());
    }
    for (KeyBook book : ferry.surroundings().keyBooks()) {
      JsonLine accounts = new JsonLine();
      boolean several = false;
      for (Own own : book.own()) {
        if (own.account().isEmpty()) {
          line.put("fingerprint", own.fingerprint());
        } else {
          accounts.put(own.account().get().toString(), own.link().orElse(own.fingerprint()));
          several = true;
        }
      }
      if (several) {
        line.put(book.kind().toLowerCase(Locale.ROOT), accounts);
      }
    }
    return line;
  }

  private void inWords(Report report) throws IOException {
    for (Account account : new AccountStore(ferry.surroundings().home().accounts()).list()) {
      report.notice("Account: " + account.jid());
    }
    boolean drawn = false;
    Optional<Label> label = OwnIdentity.store(ferry.surroundings()).label();
    if (label.isPresent()) {
      report.notice("Account without a server: " + label.get().account());
      if (qr) {
        ferry.surroundings().out().println(QrDrawing.of("jami:" + label.get().account()));
        drawn = true;
      }
    }
    for (KeyBook book : ferry.surroundings().keyBooks()) {
      for (Own own : book.own()) {
        String whose = own.account().map(Jid::toString).orElse("this device");
        String kind = own.account().isEmpty() ? "Fingerprint" : book.kind() + " fingerprint";
        report.notice(kind + " of " + whose + ": " + own.fingerprint());
        if (qr && own.link().isPresent()) {
          ferry.surroundings().out().println(QrDrawing.of(own.link().get()));
          drawn = true;
        }
      }
    }
    if (qr && !drawn) {
      report.notice(
          "There is nothing to scan yet: keys for that are made when an account has been"
              + " online once.");
    }
  }
}
