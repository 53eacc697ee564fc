package dev.ferry.si;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How a stream ends after our last byte: the only word of a receiver in this protocol. */
final class StreamEnd {
  private static final int SCRAP = 4096;

  private StreamEnd() {}

  /**
   * Waits until the peer closes the stream: in order when it has read everything, else it breaks.
   * What it sends meanwhile is of no interest.
   */
  static SiEvent await(ByteStream stream) throws InterruptedException {
    ByteBuffer scrap = ByteBuffer.allocate(SCRAP);
    try {
      while (stream.read(scrap.clear()) >= 0) {
        scrap.clear();
      }
      return new SiEvent.StreamEnded(true);
    } catch (IOException broken) {
      return new SiEvent.StreamEnded(false);
    }
  }
}
