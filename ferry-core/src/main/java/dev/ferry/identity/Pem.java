package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Blocks of bytes in a text (RFC 7468). */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String write(String label, byte[] bytes) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(LINE, newline).encodeToString(bytes)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The first blocks of that label, at most so many; what is no base64 ends the list. */
  static List<Bytes> read(String label, String text, int most) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    List<Bytes> blocks = new ArrayList<>();
    int from = text.indexOf(begin);
    while (from >= 0 && blocks.size() < most) {
      int start = from + begin.length();
      int stop = text.indexOf(end, start);
      if (stop < 0) {
        break;
      }
      try {
        blocks.add(Bytes.of(Base64.getMimeDecoder().decode(text.substring(start, stop))));
      } catch (IllegalArgumentException noBase64) {
        break;
      }
      from = text.indexOf(begin, stop);
    }
    return blocks;
  }
}
