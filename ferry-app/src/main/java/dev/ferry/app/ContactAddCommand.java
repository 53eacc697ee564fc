package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.AddressBook;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.Standing;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact add} and, by another name, {@code accept}. */
@Command(
    name = "add",
    aliases = "accept",
    description = "Ask an account to be your contact, or say yes to its request.")
final class ContactAddCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;
  @Mixin private ContactOptions options;

  @Parameters(paramLabel = "ACCOUNT", description = "40 digits, as `ferry id` shows them there.")
  private String typed;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description =
          "What you call them here; if not said, what they call themselves when they ask.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--also",
      paramLabel = "ADDRESS",
      description =
          "The same person is also reached so: bob@example.org, or other 40 digits; may be repeated,"
              + " and replaces what was said before.")
  private List<String> also = List.of();

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, () -> add(report));
  }

  private int add(Report report) throws Failure, InterruptedException {
    AccountId account = ContactOptions.account(typed);
    List<String> addresses = addresses();
    return options.visit(
        parent.surroundings(),
        online -> {
          call(online.store().contacts().of(account), account);
          if (!addresses.isEmpty()) {
            ContactWords.names(parent.surroundings()).also(account, addresses);
          }
          Outcome outcome =
              online.desk().happen(account, new Event.UserAdded(), ContactOptions.soon());
          report.notice(words(outcome));
          return ExitStatus.DONE;
        });
  }

  private List<String> addresses() throws Failure {
    List<String> all = new ArrayList<>();
    for (String word : also) {
      Peer peer =
          PeerWords.read(word)
              .filter(read -> !(read instanceof Peer.Xmpp(Jid jid)) || !jid.local().isEmpty())
              .orElseThrow(() ->
                  Failure.usage("'" + word + "' is no address", "it looks like name@example.org"));
      all.add(PeerWords.accountOf(peer).toString());
    }
    if (all.size() > AddressBook.MOST_ADDRESSES) {
      throw Failure.usage(
          "nobody has " + all.size() + " other addresses",
          "name " + AddressBook.MOST_ADDRESSES + " at most");
    }
    return all;
  }

  /** A name once given stays until another is said. */
  private void call(Standing standing, AccountId account) throws IOException {
    ContactNames names = ContactWords.names(parent.surroundings());
    if (name.isPresent()) {
      names.call(account, name.get());
    } else if (standing instanceof Standing.Asking(String theirs, var _)
        && !theirs.isEmpty()
        && names.of(account).isEmpty()) {
      names.call(account, theirs);
    }
  }

  private static String words(Outcome outcome) {
    int reached = outcome.reached().orElse(0);
    if (outcome.deeds().isEmpty()) {
      return "Nothing changes: " + outcome.account() + " is a contact already, or blocked.";
    }
    String what =
        outcome.deeds().contains(new Deed.ShowConfirmed())
            ? outcome.account() + " is a contact now"
            : "Asked " + outcome.account();
    return reached == 0
        ? what
            + ", but no device of it is there now; they are told when both are, for instance"
            + " while ferry contact requests runs."
        : what + "; " + reached + (reached == 1 ? " device was told." : " devices were told.");
  }
}
