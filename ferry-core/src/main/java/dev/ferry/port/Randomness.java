package dev.ferry.port;

import java.util.HexFormat;

/** A source of unpredictable bytes; the simulator's is seeded. May be used from any task. */
@FunctionalInterface
public interface Randomness {
  void fill(byte[] bytes);

  /** A token of {@code length} random bytes in hexadecimal, for session and stream ids. */
  default String token(int length) {
    byte[] bytes = new byte[length];
    fill(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
