package dev.ferry.app.terminal;

/**
 * How text is set off: colours when the terminal shows them, nothing otherwise.
 *
 * @param colour whether to use ANSI colours
 * @param unicode whether more than ASCII can be drawn
 */
public record Style(boolean colour, boolean unicode) {
  public static final Style PLAIN = new Style(false, false);

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String good(String text) {
    return paint("32", text);
  }

  public String bad(String text) {
    return paint("31", text);
  }

  public String warn(String text) {
    return paint("33", text);
  }

  public String accent(String text) {
    return paint("36", text);
  }

  /** One of two spellings: the second where only ASCII can be drawn. */
  public String sign(String fancy, String ascii) {
    return unicode ? fancy : ascii;
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
