package dev.ferry;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is done about end-to-end encryption. The names are those of the {@code --encrypt} option.
 */
public enum Encrypt {
  /** No byte goes in clear; a peer that cannot encrypt is refused. */
  REQUIRED("required"),

  /**
   * Encrypted with every peer that says it can, in clear with the others. A peer that said so and
   * then does not is refused.
   */
  AUTO("auto"),

  /** In clear, between the devices. */
  OFF("off");

  private final String word;

  Encrypt(String word) {
    this.word = word;
  }

  /** The rule of that name. */
  public static Optional<Encrypt> named(String word) {
    return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
