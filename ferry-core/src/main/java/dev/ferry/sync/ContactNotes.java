package dev.ferry.sync;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactBook;
import dev.ferry.identity.Standing;
import dev.ferry.identity.Standing.Asked;
import dev.ferry.identity.Standing.Asking;
import dev.ferry.identity.Standing.Blocked;
import dev.ferry.identity.Standing.Confirmed;
import dev.ferry.identity.Standing.Declined;
import dev.ferry.identity.Standing.Stranger;
import dev.ferry.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How an account stands with others, as notes: what a user decided on one device holds on all. */
final class ContactNotes {
  private ContactNotes() {}

  /** What this device's book says otherwise than the notes, by their keys. */
  static Map<String, Json.Obj> changed(ContactBook book, Notes notes) {
    Set<AccountId> all = new LinkedHashSet<>(book.all().keySet());
    notes.of(Kind.CONTACT).forEach(n -> AccountId.parse(n.about()).ifPresent(all::add));
    Map<String, Json.Obj> changed = new LinkedHashMap<>();
    int room = Kind.CONTACT.most() - notes.of(Kind.CONTACT).size();
    for (AccountId account : all) {
      String key = Kind.CONTACT.key(account.toString());
      Json.Obj now = said(book.of(account));
      Json.Obj noted = notes.get(key).map(Note::said).orElse(said(new Stranger()));
      boolean fresh = notes.get(key).isEmpty();
      if (!now.equals(noted) && (!fresh || room > 0)) {
        changed.put(key, now);
        room -= fresh ? 1 : 0;
      }
    }
    return changed;
  }

  /** The book after a note that came from another device. */
  static ContactBook with(ContactBook book, Note note) {
    AccountId account = AccountId.parse(note.about()).orElseThrow();
    Standing standing = standing(note.said());
    if (standing instanceof Stranger && book.of(account) instanceof Asking) {
      return book; // A request that came since waits for its answer.
    }
    Map<AccountId, Standing> all = new LinkedHashMap<>(book.all());
    if (standing instanceof Stranger) {
      all.remove(account);
    } else {
      all.put(account, standing);
    }
    return new ContactBook(all);
  }

  /** A request that nobody has answered is this device's own: each device gets it itself. */
  private static Json.Obj said(Standing standing) {
    return switch (standing) {
      case Stranger _, Asking _ -> word("removed");
      case Asked _ -> word("asked");
      case Blocked _ -> word("blocked");
      case Confirmed(String conversation) -> word("confirmed").with("conversation", conversation);
      case Declined(String conversation) -> word("declined").with("conversation", conversation);
    };
  }

  private static Json.Obj word(String standing) {
    return Json.EMPTY.with("standing", standing);
  }

  private static Standing standing(Json.Obj said) {
    String conversation = said.text("conversation").orElse("");
    return switch (said.text("standing").orElse("")) {
      case "asked" -> new Asked();
      case "confirmed" -> new Confirmed(conversation);
      case "declined" -> new Declined(conversation);
      case "blocked" -> new Blocked();
      default -> new Stranger();
    };
  }

  /** Of two decisions at the same time, the one that lets others do less counts. */
  static int weight(Json.Obj said) {
    return switch (standing(said)) {
      case Blocked _ -> 5;
      case Declined _ -> 4;
      case Stranger _, Asking _ -> 3;
      case Confirmed _ -> 2;
      case Asked _ -> 1;
    };
  }
}
