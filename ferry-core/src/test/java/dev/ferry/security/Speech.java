package dev.ferry.security;

import dev.ferry.port.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** What is said and heard on a stream, in pieces of odd sizes. */
final class Speech {
  private Speech() {}

  static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static void say(ByteStream stream, byte[] what, Random pieces)
      throws IOException, InterruptedException {
    for (int at = 0; at < what.length; ) {
      int count = Math.min(what.length - at, piece(pieces));
      stream.write(ByteBuffer.wrap(what, at, count));
      at += count;
    }
  }

  /** Hears exactly so many bytes. */
  static byte[] hear(ByteStream stream, int count, Random pieces)
      throws IOException, InterruptedException {
    var heard = new ByteArrayOutputStream();
    while (heard.size() < count) {
      var some = ByteBuffer.allocate(Math.min(count - heard.size(), piece(pieces)));
      if (stream.read(some) < 0) {
        break;
      }
      heard.write(some.array(), 0, some.position());
    }
    return heard.toByteArray();
  }

  private static int piece(Random pieces) {
    return switch (pieces.nextInt(3)) {
      case 0 -> 1 + pieces.nextInt(40);
      case 1 -> 1 + pieces.nextInt(5_000);
      default -> 1 + pieces.nextInt(400_000);
    };
  }
}
