package dev.ferry.app.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that understands the few sequences Ferry uses, and shows what would be seen on it. */
public final class Paper {
  private static final Pattern PIECE =
      Pattern.compile("\u001b\\[(\\??[0-9;]*)([A-Za-z])|([^\u001b])", Pattern.DOTALL);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  public PrintStream stream() {
    return stream;
  }

  /** All that was written, sequences and all. */
  public String raw() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The lines as they stand, without what was erased or painted over. */
  public List<String> seen() {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    Matcher piece = PIECE.matcher(raw());
    while (piece.find()) {
      String text = piece.group(3);
      if (text == null) {
        row -= piece.group(2).equals("A") ? Integer.parseInt(piece.group(1)) : 0;
        if (piece.group(2).equals("J")) {
          lines.get(row).setLength(column);
          lines.subList(row + 1, lines.size()).clear();
        }
      } else if (text.equals("\n")) {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      } else if (text.equals("\r")) {
        column = 0;
      } else {
        lines.get(row).replace(column, column + 1, text);
        column++;
      }
    }
    return lines.stream().map(StringBuilder::toString).toList();
  }
}
