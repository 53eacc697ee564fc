package dev.ferry.bench.report;

import java.util.Locale;

/** Writes the few shapes of SVG that a plot needs. Lengths are pixels. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  Svg rect(String style, double x, double y, double width, double height) {
    return shape(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\"/>",
        style, x, y, width, height);
  }

  Svg vertical(String style, double x, double top, double bottom) {
    return shape(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x, top, x, bottom);
  }

  Svg dot(String style, double x, double y) {
    return shape("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\"/>", style, x, y);
  }

  Svg label(String style, double x, double y, String words) {
    return shape("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escaped(words));
  }

  private Svg shape(String format, Object... values) {
    text.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The whole document. */
  String document(double width, double height, String css) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
                + " viewBox=\"0 0 %.0f %.0f\" role=\"img\">%n",
            width,
            height,
            width,
            height)
        + "  <style>\n"
        + css.indent(4)
        + "  </style>\n"
        + text
        + "</svg>\n";
  }
}
