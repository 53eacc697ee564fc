package dev.ferry.sync;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How messages are packed: an array of the kind and what it says. Reading never throws. */
final class SyncWire {
  /** The most bytes of a packed message. */
  static final int LARGEST = 128 * 1024;

  /** The most notes of a message. */
  static final int MOST_NOTES = 256;

  /** Of a note beside its text, generously. */
  private static final int FRAME = 64;

  private static final int LONGEST_WORDS = 1024;

  private SyncWire() {}

  static byte[] encode(SyncMessage message) {
    return switch (message) {
      case SyncMessage.State(Bytes digests) ->
          new PackWriter().array(2).text("state").bytes(digests).toByteArray();
      case SyncMessage.Told(List<Note> notes) -> told(notes);
      case SyncMessage.End(String words) ->
          new PackWriter().array(2).text("end").text(cut(words)).toByteArray();
      case SyncMessage.Unknown _, SyncMessage.Nonsense _ ->
          new PackWriter().array(2).text("").bool(false).toByteArray();
    };
  }

  private static byte[] told(List<Note> notes) {
    PackWriter writer = new PackWriter().array(2).text("notes").array(notes.size());
    for (Note note : notes) {
      writer
          .array(4)
          .text(note.key())
          .unsigned(note.stamp())
          .text(note.writer())
          .text(note.value());
    }
    return writer.toByteArray();
  }

  /** Notes in as many messages as they need. */
  static List<SyncMessage> told(Iterable<Note> notes) {
    List<SyncMessage> messages = new ArrayList<>();
    List<Note> some = new ArrayList<>();
    int bytes = FRAME;
    for (Note note : notes) {
      // A character is at most three bytes, or four for two.
      int more = FRAME + 3 * (note.key().length() + note.writer().length() + note.value().length());
      if (some.size() == MOST_NOTES || bytes + more > LARGEST) {
        messages.add(new SyncMessage.Told(some));
        some = new ArrayList<>();
        bytes = FRAME;
      }
      some.add(note);
      bytes += more;
    }
    if (!some.isEmpty()) {
      messages.add(new SyncMessage.Told(some));
    }
    return messages;
  }

  /** What another device says. */
  static SyncMessage decode(byte[] packed) {
    try {
      PackReader reader = new PackReader(packed);
      if (reader.array() != 2) {
        return new SyncMessage.Nonsense("a message that is none");
      }
      return switch (reader.text()) {
        case "state" -> state(reader.bytes());
        case "notes" -> notes(reader);
        case "end" -> new SyncMessage.End(cut(reader.text()));
        default -> new SyncMessage.Unknown();
      };
    } catch (Malformed nonsense) {
      return new SyncMessage.Nonsense(String.valueOf(nonsense.getMessage()));
    }
  }

  private static SyncMessage state(Bytes digests) {
    return digests.size() == Notes.GROUPS * Notes.DIGEST
        ? new SyncMessage.State(digests)
        : new SyncMessage.Nonsense("digests of another number of groups");
  }

  private static SyncMessage notes(PackReader reader) throws Malformed {
    int count = reader.array();
    if (count > MOST_NOTES) {
      return new SyncMessage.Nonsense(count + " notes at once");
    }
    List<Note> notes = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      if (reader.array() != 4) {
        return new SyncMessage.Nonsense("a note that is none");
      }
      Note note = new Note(reader.text(), reader.unsigned(Note.LAST), reader.text(), reader.text());
      Optional<String> flaw = note.flaw();
      if (flaw.isPresent()) {
        return new SyncMessage.Nonsense(flaw.get());
      }
      notes.add(note);
    }
    return new SyncMessage.Told(notes);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
  }
}
