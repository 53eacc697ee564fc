package dev.ferry.app.terminal;

import java.util.Locale;

/** Bytes, rates and times as people read them: decimal units, three digits that count. */
public final class Units {
  private static final String[] NAMES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Units() {}

  /** Such as {@code 950 B}, {@code 31.2 MB}. */
  public static String bytes(long bytes) {
    int unit = unit(bytes);
    return number(bytes, unit) + " " + NAMES[unit];
  }

  /** Such as {@code 31.2/50.0 MB}, both in the unit of the second. */
  public static String bytes(long done, long size) {
    int unit = unit(size);
    return number(done, unit) + "/" + number(size, unit) + " " + NAMES[unit];
  }

  /** Such as {@code 112 MB/s}; empty when not known. */
  public static String rate(long bytesPerSecond) {
    return bytesPerSecond <= 0 ? "" : bytes(bytesPerSecond) + "/s";
  }

  /** Such as {@code 0:04}, {@code 12:30}, {@code 3:07:00}. */
  public static String time(long seconds) {
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60);
  }

  private static int unit(long bytes) {
    int unit = 0;
    for (double left = bytes; left >= 999.5 && unit < NAMES.length - 1; left /= 1000) {
      unit++;
    }
    return unit;
  }

  private static String number(long bytes, int unit) {
    if (unit == 0) {
      return Long.toString(bytes);
    }
    double value = bytes / Math.pow(1000, unit);
    String format = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
