package dev.ferry.sync;

import dev.ferry.dht.pack.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the devices of an account have told one another, as far as it is kept. Adding notes one
 * by one or many at once, in whatever order and however often, comes to the same.
 */
public record Notes(SortedMap<String, Note> byKey) {
  /** Nothing is noted. */
  public static final Notes NONE = new Notes(new TreeMap<>());

  /** So many groups of notes are compared by their digests. */
  static final int GROUPS = 256;

  static final int DIGEST = 8;

  private static final Comparator<Note> AGE =
      Comparator.comparingLong(Note::stamp).thenComparing(Note::key);

  public Notes {
    byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
  }

  public Optional<Note> get(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Those of a kind. */
  public List<Note> of(Kind kind) {
    return List.copyOf(byKey.subMap(kind.key(""), kind.key("\uffff")).values());
  }

  /** The same with these, as far as they say more. */
  Notes with(Collection<Note> more) {
    SortedMap<String, Note> all = new TreeMap<>(byKey);
    more.forEach(note -> all.merge(note.key(), note, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    return new Notes(bounded(all));
  }

  /** Those of each kind that were written last. */
  private static SortedMap<String, Note> bounded(SortedMap<String, Note> all) {
    Map<Kind, List<Note>> kinds = new EnumMap<>(Kind.class);
    all.values().forEach(n -> kinds.computeIfAbsent(n.kind(), _ -> new ArrayList<>()).add(n));
    kinds.forEach((kind, notes) -> {
      if (notes.size() > kind.most()) {
        notes.sort(AGE);
        notes.subList(0, notes.size() - kind.most()).forEach(old -> all.remove(old.key()));
      }
    });
    return all;
  }

  /** A stamp for what is written next: beyond all that is known, be the clocks wrong or not. */
  long next(long now) {
    long last = byKey.values().stream().mapToLong(Note::stamp).max().orElse(0);
    return Math.min(Note.LAST, Math.max(now, last + 1));
  }

  /** One digest of each group of notes, one behind the other. */
  Bytes digests() {
    List<MessageDigest> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      groups.add(sha256());
    }
    for (Note note : byKey.values()) {
      groups.get(group(note.key())).update(utf8(line(note)));
    }
    byte[] all = new byte[GROUPS * DIGEST];
    for (int i = 0; i < GROUPS; i++) {
      System.arraycopy(groups.get(i).digest(), 0, all, i * DIGEST, DIGEST);
    }
    return Bytes.of(all);
  }

  /** The notes of those groups that are the same elsewhere, going by the digests from there. */
  List<Note> inCommon(Bytes theirs) {
    byte[] here = digests().toByteArray();
    byte[] there = theirs.toByteArray();
    return byKey.values().stream()
        .filter(note -> {
          int at = group(note.key()) * DIGEST;
          return Arrays.equals(here, at, at + DIGEST, there, at, at + DIGEST);
        })
        .toList();
  }

  private static int group(String key) {
    return sha256().digest(utf8(key))[0] & 0xff;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The text that {@link #parse} reads. */
  String text() {
    StringBuilder text = new StringBuilder();
    byKey.values().forEach(note -> text.append(line(note)));
    return text.toString();
  }

  private static String line(Note note) {
    return note.key() + " " + note.stamp() + " " + note.writer() + " " + note.value() + "\n";
  }

  /** Reads notes; a line that is none is left out, since another device can tell it again. */
  static Notes parse(String text) {
    List<Note> all = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] parts = line.split(" ", 4);
      if (parts.length == 4) {
        number(parts[1])
            .map(stamp -> new Note(parts[0], stamp, parts[2], parts[3]))
            .filter(note -> note.flaw().isEmpty())
            .ifPresent(all::add);
      }
    }
    return NONE.with(all);
  }

  private static Optional<Long> number(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
