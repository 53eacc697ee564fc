package dev.ferry.ice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a nominated connection becomes a plain stream between two of us: each side ends its framing
 * with one last frame and reads up to the other's. So nothing of the checks can come after, and
 * nothing is streamed that the other side is not there to read.
 *
 * <p>The last frame says, too, whether its sender knows of a relay on the way. Where one of the two
 * does, both speak in records, whatever the other one sees.
 */
final class Handover {
  private static final byte[] RAW = bytes("ferry: raw from here");
  private static final byte[] RECORDS = bytes("ferry: records from here");

  private Handover() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Ends the framing on both sides; the wire may then be released.
   *
   * @param relayed whether we know of a relay on the way
   * @return whether there is one
   * @throws IOException when the connection broke, or the other side did not do the same in time
   */
  static boolean agree(LiveWire wire, boolean relayed, long deadline)
      throws IOException, InterruptedException {
    wire.frames().write(relayed ? RECORDS : RAW);
    Optional<ByteBuffer> theirs = wire.awaitBeyond(deadline);
    if (theirs.isEmpty()) {
      throw new IOException("the peer did not take the connection");
    }
    boolean records = theirs.get().equals(ByteBuffer.wrap(RECORDS));
    if (!records && !theirs.get().equals(ByteBuffer.wrap(RAW))) {
      throw new IOException("the peer says something else on the connection");
    }
    return records || relayed;
  }
}
