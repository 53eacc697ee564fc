package dev.ferry.io.key;

import java.util.Base64;
import java.util.Optional;

/** Blocks of bytes in a text (RFC 7468). */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static String write(String label, byte[] bytes) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(bytes)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The first block of that label. */
  static Optional<byte[]> read(String label, String text) {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    return Optional.of(Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to)));
  }
}
