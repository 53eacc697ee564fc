package dev.ferry.sync;

import dev.ferry.identity.AddressBook;
import dev.ferry.identity.ContactBook;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.OwnDevice;
import dev.ferry.json.Json;
import dev.ferry.port.Monitor;
import dev.ferry.port.Records;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the notes of a home beside its contacts and names, which are always as the notes say: what
 * was decided here becomes a note, what another device has decided is done here too, all in one
 * change. Any task may call, and processes that share the home; methods may wait for the disk.
 */
public final class Notebook {
  private static final String RECORD = "notes";

  private final IdentityStore store;
  private final Tasks tasks;
  private final String writer;
  private final Monitor monitor;
  private long changes;

  /**
   * @param own the device that writes here
   */
  public Notebook(IdentityStore store, Tasks tasks, OwnDevice own) {
    this(store, tasks, own.id().longId());
  }

  Notebook(IdentityStore store, Tasks tasks, String writer) {
    this.store = store;
    this.tasks = tasks;
    this.writer = writer;
    this.monitor = tasks.monitor();
  }

  /** Guards {@link #changes}, and wakes those who wait for it. */
  Monitor monitor() {
    return monitor;
  }

  /** How often something was noted here; with the monitor held. */
  long changes() {
    return changes;
  }

  /** The device that writes here, as notes name it. */
  public String writer() {
    return writer;
  }

  /** All notes of a home, as they were when a program last wrote some. */
  public static Notes read(IdentityStore store) throws IOException {
    return store.records().alone(page -> Notes.parse(page.read(RECORD).orElse("")));
  }

  /** All notes, with what was decided here meanwhile. */
  public Notes notes() throws IOException {
    return change(List::of);
  }

  /** Takes over what another device says. */
  Notes merge(Collection<Note> heard) throws IOException {
    return change(() -> heard);
  }

  /** Notes something, where it is not noted already; what is too long for a note is not noted. */
  public void put(Kind kind, String about, Json.Obj value) throws IOException {
    String key = kind.key(about);
    Notes _ =
        alone(page -> {
          Notes before = settled(page, Notes.parse(page.read(RECORD).orElse("")));
          boolean known = before.get(key).filter(n -> n.said().equals(value)).isPresent();
          Note note = new Note(key, before.next(now()), writer, value.write());
          return known || note.flaw().isPresent() ? before : before.with(List.of(note));
        });
  }

  private Notes change(Supplier<Collection<Note>> heard) throws IOException {
    return alone(page -> {
      Notes before = settled(page, Notes.parse(page.read(RECORD).orElse("")));
      Notes after = before.with(heard.get());
      apply(page, before, after);
      return after;
    });
  }

  /** Writes what comes of a change, if anything does, and wakes who waits for it. */
  private Notes alone(Records.Change<Notes> change) throws IOException {
    boolean[] changed = {false};
    Notes after =
        store
            .records()
            .alone(page -> {
              String text = page.read(RECORD).orElse("");
              Notes notes = change.make(page);
              changed[0] = !notes.text().equals(text);
              if (changed[0]) {
                page.write(RECORD, notes.text());
              }
              return notes;
            });
    if (changed[0]) {
      monitor.change(() -> changes++);
    }
    return after;
  }

  /** The notes with what was decided on this device since the last of them. */
  private Notes settled(Records.Page page, Notes notes) throws IOException {
    Map<String, Json.Obj> changed = new LinkedHashMap<>();
    changed.putAll(ContactNotes.changed(IdentityStore.contacts(page), notes));
    changed.putAll(PersonNotes.changed(AddressBook.read(page), notes));
    List<Note> own = new ArrayList<>();
    long stamp = notes.next(now());
    changed.forEach((key, value) -> own.add(new Note(key, stamp, writer, value.write())));
    own.removeIf(note -> note.flaw().isPresent());
    return own.isEmpty() ? notes : notes.with(own);
  }

  private static void apply(Records.Page page, Notes before, Notes after) throws IOException {
    ContactBook book = IdentityStore.contacts(page);
    AddressBook people = AddressBook.read(page);
    ContactBook newBook = book;
    AddressBook newPeople = people;
    for (Note note : after.byKey().values()) {
      if (!before.get(note.key()).equals(Optional.of(note))) {
        switch (note.kind()) {
          case CONTACT -> newBook = ContactNotes.with(newBook, note);
          case PERSON -> newPeople = PersonNotes.with(newPeople, note);
          case OFFER, ANSWER -> {}
        }
      }
    }
    if (!newBook.equals(book)) {
      IdentityStore.keep(page, newBook);
    }
    if (!newPeople.equals(people)) {
      newPeople.write(page);
    }
  }

  private long now() {
    return Math.max(0, tasks.timeOfDay().toEpochMilli());
  }
}
