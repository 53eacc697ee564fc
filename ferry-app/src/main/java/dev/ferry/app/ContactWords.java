package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.io.key.RecordFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is said of accounts without a server, and of what comes of their requests. */
final class ContactWords {
  /** So much of a name is shown, so that it hides nothing that is said beside it. */
  static final int LONGEST = 40;

  private final ContactNames names;
  private final Report report;

  ContactWords(Surroundings surroundings, Report report) {
    this.names = names(surroundings);
    this.report = report;
  }

  /** What the user calls accounts. */
  static ContactNames names(Surroundings surroundings) {
    return new ContactNames(new RecordFolder(OwnIdentity.folder(surroundings)));
  }

  /** The name that the user gave to an account, with its digits, or these alone. */
  static String of(ContactNames names, AccountId account) {
    return name(names, account)
        .map(name -> Terminal.escape(name, LONGEST) + " (" + account + ")")
        .orElseGet(account::toString);
  }

  /** What somebody is called, where people read it: by name, or as they are reached. */
  static String called(Surroundings surroundings, Peer peer) {
    return switch (peer) {
      case Peer.Xmpp _ -> peer.toString();
      case Peer.Account(AccountId id, var _) -> name(names(surroundings), id).orElse(id.toString());
    };
  }

  /** The name that the user gave to an account. */
  static Optional<String> name(ContactNames names, AccountId account) {
    try {
      return names.of(account);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** How else the person of an account is reached. */
  static List<String> also(ContactNames names, AccountId account) {
    try {
      return names.person(account).also().stream().map(Terminal::escape).toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Tells what came of a letter. */
  void tell(Outcome outcome) {
    AccountId account = outcome.account();
    String who = of(names, account);
    for (Deed deed : outcome.deeds()) {
      switch (deed) {
        case Deed.ShowRequest(String name) ->
            report.contact(
                account.toString(),
                "asking",
                who
                    + (name.isEmpty()
                        ? ""
                        : ", who goes by '" + Terminal.escape(name, LONGEST) + "',")
                    + " asks to be your contact. Say yes: ferry contact accept "
                    + account);
        case Deed.ShowConfirmed _ ->
            report.contact(account.toString(), "contact", who + " is a contact now.");
        case Deed.SendRequest _ -> {}
        case Deed.SendConfirmation _ -> {}
      }
    }
  }
}
