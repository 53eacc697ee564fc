package dev.ferry.stanza;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments as peers write them (XEP-0082 3.2). */
public final class WireTime {
  /** What Gajim writes: an offset, and then a Z too. */
  private static final Pattern OFFSET_AND_Z = Pattern.compile("(.+[+-]\\d\\d:\\d\\d)Z");

  private WireTime() {}

  /** Reads a moment; empty when it is none, or lies in no year of four digits. */
  public static Optional<Instant> read(String text) {
    String stripped = text.strip();
    var odd = OFFSET_AND_Z.matcher(stripped);
    try {
      var time = OffsetDateTime.parse(odd.matches() ? odd.group(1) : stripped);
      boolean writable = time.getYear() > 0 && time.getYear() < 9999;
      return Optional.of(time.toInstant()).filter(_ -> writable);
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  public static String write(Instant moment) {
    return DateTimeFormatter.ISO_INSTANT.format(moment);
  }
}
