package dev.ferry.sync;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.AddressBook;
import dev.ferry.identity.AddressBook.Person;
import dev.ferry.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What people are called and how else they are reached, as notes. */
final class PersonNotes {
  private PersonNotes() {}

  /** What this device knows otherwise than the notes, by their keys. */
  static Map<String, Json.Obj> changed(AddressBook people, Notes notes) {
    Set<AccountId> all = new LinkedHashSet<>(people.all().keySet());
    notes.of(Kind.PERSON).forEach(n -> AccountId.parse(n.about()).ifPresent(all::add));
    Map<String, Json.Obj> changed = new LinkedHashMap<>();
    int room = Kind.PERSON.most() - notes.of(Kind.PERSON).size();
    for (AccountId account : all) {
      String key = Kind.PERSON.key(account.toString());
      Person noted = notes.get(key).map(n -> Person.read(n.said())).orElse(Person.NOBODY);
      boolean fresh = notes.get(key).isEmpty();
      if (!people.of(account).equals(noted) && (!fresh || room > 0)) {
        changed.put(key, people.of(account).json());
        room -= fresh ? 1 : 0;
      }
    }
    return changed;
  }

  /** What is known after a note that came from another device. */
  static AddressBook with(AddressBook people, Note note) {
    return people.with(AccountId.parse(note.about()).orElseThrow(), Person.read(note.said()));
  }
}
