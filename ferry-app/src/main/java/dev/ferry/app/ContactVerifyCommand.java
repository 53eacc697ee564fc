package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.app.trust.KeyBook.Known;
import dev.ferry.app.trust.OmemoBook;
import dev.ferry.app.trust.OmemoLink;
import dev.ferry.omemo.KeyPrint;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact verify}: shows whose keys are known, and accepts or rejects one. */
@Command(
    name = "verify",
    description = "Show the keys known of somebody's devices, or accept one by its fingerprint.")
final class ContactVerifyCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;

  @Parameters(index = "0", paramLabel = "JID", description = "Whose devices.")
  private Jid jid;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FINGERPRINT",
      description =
          "The one that `ferry id`, or the list of devices of another program, shows there: ask its"
              + " owner for it. Or the text of the code that --qr draws.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--reject",
      description = "Do not trust it: that device gets nothing, and nothing is taken from it.")
  private boolean reject;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> verify(report));
  }

  private int verify(Report report) throws Failure {
    try {
      List<KeyBook> books = parent.surroundings().keyBooks();
      if (words.isEmpty() && reject) {
        throw Failure.usage("--reject says not which", "name the fingerprint");
      }
      return words.isEmpty() ? show(report, books) : decide(report, books, String.join(" ", words));
    } catch (IOException e) {
      throw Failure.here(
          "what is known of others cannot be read or written: " + Causes.text(e),
          "mend or remove that file");
    }
  }

  private int decide(Report report, List<KeyBook> books, String typed) throws IOException, Failure {
    Optional<OmemoLink> link = OmemoLink.read(typed);
    if (link.isPresent()) {
      return decide(report, books, link.get());
    }
    Optional<KeyBook> book = bookOf(books, typed);
    Optional<String> print = book.flatMap(b -> b.read(typed));
    if (book.isEmpty() || print.isEmpty()) {
      throw Failure.usage(
          "'" + typed + "' is no fingerprint", "copy the one that ferry id shows there");
    }
    keep(report, book.get(), print.get());
    return ExitStatus.DONE;
  }

  private int decide(Report report, List<KeyBook> books, OmemoLink link)
      throws IOException, Failure {
    if (!link.account().bare().equals(jid.bare())) {
      throw Failure.usage(
          "that code is of " + link.account() + ", not of " + jid.bare(),
          "scan the one of " + jid.bare());
    }
    for (KeyBook book : books) {
      if (book instanceof OmemoBook) {
        for (KeyPrint key : link.keys()) {
          keep(report, book, key.toString());
        }
      }
    }
    return ExitStatus.DONE;
  }

  private void keep(Report report, KeyBook book, String print) throws IOException {
    book.decide(jid.bare(), print, !reject);
    report.notice(
        (reject ? "Rejected: " : "Verified: ")
            + "a device of "
            + jid.bare()
            + " with "
            + book.kind()
            + " "
            + print
            + ".");
  }

  /** The kind of which such a key was met, else the first that writes keys so. */
  private Optional<KeyBook> bookOf(List<KeyBook> books, String typed) throws IOException {
    List<KeyBook> able = books.stream().filter(b -> b.read(typed).isPresent()).toList();
    for (KeyBook book : able) {
      String print = book.read(typed).orElseThrow();
      if (book.of(jid).stream().map(Known::fingerprint).anyMatch(print::equals)) {
        return Optional.of(book);
      }
    }
    return able.stream().findFirst();
  }

  private int show(Report report, List<KeyBook> books) throws IOException {
    boolean any = false;
    for (KeyBook book : books) {
      for (Known known : book.of(jid)) {
        report.notice(book.kind() + " " + known.fingerprint() + ": " + known.words());
        any = true;
      }
    }
    if (!any) {
      report.notice("No device of " + jid.bare() + " is known yet.");
      return ExitStatus.DONE;
    }
    report.notice(
        "Compare with what ferry id shows on that device, then: ferry contact verify "
            + jid.bare()
            + " FINGERPRINT");
    return ExitStatus.DONE;
  }
}
