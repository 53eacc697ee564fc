package dev.ferry.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale from zero with round ticks.
 *
 * @param most the largest value to show
 * @param length in pixels
 */
record Axis(double most, double length) {
  private static final int TICKS = 5;

  /** Pixels from zero. */
  double at(double value) {
    return value / end() * length;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step() <= end() * 1.0001; i++) {
      ticks.add(i * step());
    }
    return ticks;
  }

  private double end() {
    return Math.max(most, step());
  }

  /** 1, 2 or 5 times a power of ten. */
  private double step() {
    double rough = Math.max(most, 1e-9) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  static String label(double tick) {
    return tick == Math.rint(tick)
        ? String.format(Locale.ROOT, "%.0f", tick)
        : String.format(Locale.ROOT, "%s", (float) tick);
  }
}
