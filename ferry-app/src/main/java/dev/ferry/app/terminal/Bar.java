package dev.ferry.app.terminal;

/** A bar that fills from left to right, of a width in columns. */
public final class Bar {
  private Bar() {}

  /**
   * Draws it.
   *
   * @param done the part that is done, from 0 to 1
   */
  public static String draw(double done, int width, Style style) {
    double part = Math.clamp(done, 0, 1);
    if (!style.unicode()) {
      int inner = Math.max(0, width - 2);
      int full = (int) (part * inner);
      return "[" + style.accent("#".repeat(full)) + ".".repeat(inner - full) + "]";
    }
    int halves = (int) (part * width * 2);
    String full = "━".repeat(halves / 2) + (halves % 2 == 1 ? "╸" : "");
    return style.accent(full) + style.dim("─".repeat(width - full.length()));
  }
}
