package dev.ferry.bench;

import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/**
 * A size as people write it.
 *
 * @param bytes how many
 */
record Size(long bytes) {
  private static final String UNITS = "KMG";

  /** Reads {@code 4096}, {@code 512K}, {@code 256M} or {@code 1G}; units are powers of 1024. */
  static Size parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    int unit = upper.isEmpty() ? -1 : UNITS.indexOf(upper.charAt(upper.length() - 1));
    String digits = unit < 0 ? upper : upper.substring(0, upper.length() - 1);
    try {
      long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << (10 * (unit + 1)));
      if (bytes > 0) {
        return new Size(bytes);
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Said below.
    }
    throw new TypeConversionException("'" + text + "' is no size; write 256M or 1G");
  }
}
