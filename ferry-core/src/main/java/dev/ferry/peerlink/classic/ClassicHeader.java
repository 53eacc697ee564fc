package dev.ferry.peerlink.classic;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the sender says of its file first: lines of a key, a colon and a value, then an empty line.
 *
 * @param size bytes, never negative
 * @param name as the sender wrote it; may be anything
 */
record ClassicHeader(long size, String name) {
  /** More than this is no header. */
  static final int LONGEST = 4096;

  private static final Pattern SIZE = Pattern.compile("\\d{1,19}");
  private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+");
  private static final int NEW_LINE = '\n';

  /** As it is sent. There is no resume, so it always begins at the start. */
  String text() {
    String line = LINE_END.matcher(name).replaceAll(" ");
    return "Content-Length: " + size + "\nDisplay-Name: " + line + "\nOffset: 0\n\n";
  }

  /**
   * Takes a header off a stream, and nothing of what follows.
   *
   * @return empty when it is none: it has no size, or is longer than {@link #LONGEST}
   * @throws IOException when the stream ends before it is complete
   */
  static Optional<ClassicHeader> read(ByteStream from) throws IOException, InterruptedException {
    ByteBuffer header = ByteBuffer.allocate(LONGEST);
    int line = 0;
    while (header.hasRemaining()) {
      header.limit(header.position() + 1);
      if (from.read(header) < 0) {
        throw new EOFException("the peer said no more amid its offer");
      }
      header.limit(LONGEST);
      int last = header.position() - 1;
      if (header.get(last) == NEW_LINE) {
        if (isBlank(header, line, last)) {
          return parse(StandardCharsets.UTF_8.decode(header.flip()).toString());
        }
        line = last + 1;
      }
    }
    return Optional.empty();
  }

  private static boolean isBlank(ByteBuffer header, int from, int to) {
    return to == from || (to == from + 1 && header.get(from) == '\r');
  }

  /** Reads the text of a header; keys that are not known here are passed over. */
  static Optional<ClassicHeader> parse(String text) {
    Optional<Long> size = Optional.empty();
    String name = "";
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).strip()) {
          case "Content-Length" -> size = number(value);
          case "Display-Name" -> name = value;
          default -> {}
        }
      }
    }
    String called = name;
    return size.map(bytes -> new ClassicHeader(bytes, called));
  }

  private static Optional<Long> number(String text) {
    try {
      return SIZE.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }
}
