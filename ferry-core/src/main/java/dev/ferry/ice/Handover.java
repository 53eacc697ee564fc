package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a nominated connection becomes a plain stream between two of us: each side ends its framing
 * with one last frame and reads up to the other's. So nothing of the checks can come after, and
 * nothing is streamed that the other side is not there to read.
 */
final class Handover {
  private static final byte[] LAST = "ferry: raw from here".getBytes(StandardCharsets.US_ASCII);

  private Handover() {}

  /**
   * @return the stream, which the wire has let go of
   * @throws IOException when the connection broke, or the other side did not do the same in time
   */
  static ByteStream raw(LiveWire wire, long deadline) throws IOException, InterruptedException {
    wire.frames().write(LAST);
    Optional<ByteBuffer> theirs = wire.awaitBeyond(deadline);
    if (theirs.isEmpty()) {
      throw new IOException("the peer did not take the connection");
    }
    if (!theirs.get().equals(ByteBuffer.wrap(LAST))) {
      throw new IOException("the peer says something else on the connection");
    }
    return wire.release();
  }
}
