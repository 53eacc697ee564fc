package dev.ferry.sim.xmpp;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The server's half of SOCKS5 (RFC 1928) as bytestreams use it, and the copying after it. */
final class ProxyGreeting {
  private static final byte VERSION = 5;
  private static final byte CONNECT = 1;
  private static final byte DOMAIN = 3;
  private static final int HASH = 40;
  private static final int CHUNK = 1 << 15;

  private ProxyGreeting() {}

  /** Reads up to the hash that the client asks for; empty when that is not what it asks. */
  static Optional<String> read(ByteStream from) throws IOException, InterruptedException {
    ByteBuffer hello = take(from, 2);
    if (hello.get(0) != VERSION) {
      return Optional.empty();
    }
    take(from, Byte.toUnsignedInt(hello.get(1)));
    from.write(ByteBuffer.wrap(new byte[] {VERSION, 0}));
    ByteBuffer request = take(from, 5);
    if (request.get(0) != VERSION
        || request.get(1) != CONNECT
        || request.get(3) != DOMAIN
        || request.get(4) != HASH) {
      return Optional.empty();
    }
    ByteBuffer rest = take(from, HASH + 2);
    return Optional.of(new String(rest.array(), 0, HASH, StandardCharsets.US_ASCII));
  }

  /** Tells the client that it is connected. */
  static void accept(ByteStream to, String hash) throws IOException, InterruptedException {
    ByteBuffer answer = ByteBuffer.allocate(5 + HASH + 2);
    answer.put(new byte[] {VERSION, 0, 0, DOMAIN, HASH});
    answer.put(hash.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
    to.write(answer.flip());
  }

  private static ByteBuffer take(ByteStream from, int count)
      throws IOException, InterruptedException {
    ByteBuffer taken = ByteBuffer.allocate(count);
    while (taken.hasRemaining()) {
      if (from.read(taken) < 0) {
        throw new IOException("the client left during its greeting");
      }
    }
    return taken.flip();
  }

  static void carry(ByteStream from, ByteStream to) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    while (from.read(buffer.clear()) >= 0) {
      to.write(buffer.flip());
    }
  }
}
