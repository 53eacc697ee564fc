package dev.ferry.sync;

import dev.ferry.dht.pack.Bytes;
import java.util.List;

/** What two devices of an account say on the channel of their notes. */
sealed interface SyncMessage {
  /** What is there, by one digest of each group of notes. */
  record State(Bytes digests) implements SyncMessage {}

  /** Notes. */
  record Told(List<Note> notes) implements SyncMessage {
    public Told {
      notes = List.copyOf(notes);
    }
  }

  /** Nothing follows, and why. */
  record End(String words) implements SyncMessage {}

  /** A kind that a later version has. */
  record Unknown() implements SyncMessage {}

  /** What makes no sense, and why. */
  record Nonsense(String why) implements SyncMessage {}
}
