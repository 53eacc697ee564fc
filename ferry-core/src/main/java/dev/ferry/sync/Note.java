package dev.ferry.sync;

import dev.ferry.json.Json;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that a device has written down for all devices of its account. Of two notes of one key
 * the greater one counts, so that it does not matter in which order they come.
 *
 * @param key the kind and what it is about
 * @param stamp grows with each note that a device writes or hears of; milliseconds since 1970 where
 *     clocks are right
 * @param writer the device that wrote it, by its longer id
 * @param value one JSON object
 */
public record Note(String key, long stamp, String writer, String value)
    implements Comparable<Note> {
  /** The greatest stamp there can be: what is beyond it is none. */
  static final long LAST = 1L << 53;

  /** The most characters of a value. */
  static final int LONGEST = 4096;

  private static final Pattern KEYS =
      Pattern.compile(
          "(contact|person)/[0-9a-f]{40}|offer/[0-9A-Za-z_-]{1,64}|answer/[0-9A-Za-z_-]{1,64}/[0-9a-f]{64}");
  private static final Pattern WRITER = Pattern.compile("[0-9a-f]{64}");

  /** Whoever says no is heard before whoever says yes: of two at the same time, this counts. */
  private static final Comparator<Note> ORDER =
      Comparator.comparingLong(Note::stamp)
          .thenComparingInt(note -> note.weight())
          .thenComparing(Note::value)
          .thenComparing(Note::writer);

  /** Why this is no note; empty when it is one. */
  Optional<String> flaw() {
    if (!KEYS.matcher(key).matches()) {
      return Optional.of("a note about what makes no sense");
    }
    if (stamp < 0 || stamp > LAST) {
      return Optional.of("a note of no time");
    }
    if (!WRITER.matcher(writer).matches()) {
      return Optional.of("a note that no device wrote");
    }
    if (value.length() > LONGEST || value.indexOf('\n') >= 0) {
      return Optional.of("a note that is too long, or has several lines");
    }
    return Json.parse(value).isEmpty() ? Optional.of("a note that says nothing") : Optional.empty();
  }

  Kind kind() {
    return Kind.of(key).orElseThrow();
  }

  /** What it is about. */
  public String about() {
    return kind().about(key);
  }

  /** What it says. */
  public Json.Obj said() {
    return Json.parse(value).orElse(Json.EMPTY);
  }

  private int weight() {
    return key.startsWith("contact/") ? ContactNotes.weight(said()) : 0;
  }

  @Override
  public int compareTo(Note other) {
    return ORDER.compare(this, other);
  }
}
