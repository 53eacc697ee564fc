package dev.ferry.stanza;

import java.util.OptionalLong;

/**
 * Whole numbers as peers write them: decimal ASCII digits, white space around them, and nothing
 * else. A sign, another script's digits, a fraction or an overflow is no number.
 */
public final class WireNumber {
  private static final int MOST_DIGITS = 32;

  private WireNumber() {}

  /** Reads a number from 0 to 2^63-1; empty when it is none. */
  public static OptionalLong read(String text) {
    String digits = text.strip();
    if (digits.isEmpty()
        || digits.length() > MOST_DIGITS
        || digits.chars().anyMatch(c -> c < '0' || c > '9')) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException overflow) {
      return OptionalLong.empty();
    }
  }

  /** Reads a number within bounds, both included, neither below zero. */
  public static OptionalLong read(String text, long least, long most) {
    OptionalLong number = read(text);
    return number.stream().filter(n -> n >= least && n <= most).findFirst();
  }
}
