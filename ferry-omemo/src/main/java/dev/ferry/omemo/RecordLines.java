package dev.ferry.omemo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The form of a record: a line for each thing, a word that says what it is, then its value. */
final class RecordLines {
  private record Line(String word, String value) {}

  private final List<Line> lines;

  private RecordLines(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * Reads a record.
   *
   * @throws IOException when a line is none
   */
  static RecordLines read(String text) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space <= 0) {
        throw new IOException("it has a line that is none");
      }
      lines.add(new Line(line.substring(0, space), line.substring(space + 1)));
    }
    return new RecordLines(lines);
  }

  /** The values of all lines with that word. */
  List<String> texts(String word) {
    return lines.stream().filter(l -> l.word().equals(word)).map(Line::value).toList();
  }

  List<byte[]> all(String word) throws IOException {
    List<byte[]> values = new ArrayList<>();
    for (String text : texts(word)) {
      values.add(bytesOf(text));
    }
    return values;
  }

  byte[] bytes(String word) throws IOException {
    return bytesOf(one(word));
  }

  int number(String word) throws IOException {
    return numberOf(one(word));
  }

  private String one(String word) throws IOException {
    List<String> values = texts(word);
    if (values.size() != 1) {
      throw new IOException("it has " + values.size() + " lines '" + word + "' instead of one");
    }
    return values.getFirst();
  }

  static byte[] bytesOf(String text) throws IOException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("it has a value that is no base64", e);
    }
  }

  static int numberOf(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("it has '" + text + "' where a number should be", e);
    }
  }

  /** Collects lines. */
  static final class Writer {
    private final StringBuilder text = new StringBuilder();

    void add(String word, String value) {
      text.append(word).append(' ').append(value).append('\n');
    }

    void add(String word, byte[] value) {
      add(word, Base64.getEncoder().encodeToString(value));
    }

    String text() {
      return text.toString();
    }
  }
}
