package dev.ferry.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts as bytes, and failures as texts. */
final class Texts {
  private Texts() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String why(IOException failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }
}
