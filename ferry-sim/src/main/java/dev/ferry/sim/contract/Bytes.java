package dev.ferry.sim.contract;

import dev.ferry.port.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** Whole arrays to and from streams. */
public final class Bytes {
  private Bytes() {}

  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  public static void write(ByteStream to, byte[] bytes) throws IOException, InterruptedException {
    to.write(ByteBuffer.wrap(bytes));
  }

  public static byte[] readAll(ByteStream from) throws IOException, InterruptedException {
    var all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (from.read(buffer.clear()) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
    }
    return all.toByteArray();
  }

  public static byte[] readFully(ByteStream from, int length)
      throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && from.read(buffer) >= 0) {}
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }
}
