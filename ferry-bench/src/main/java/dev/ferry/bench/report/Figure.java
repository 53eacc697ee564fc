package dev.ferry.bench.report;

import java.util.Locale;

/** Figures for people: three digits that count. */
final class Figure {
  private Figure() {}

  static String of(double value) {
    String format = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
