package dev.ferry.jingle;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How a stream ends after our last byte, when the peer can no longer say it otherwise. */
final class StreamEnd {
  private static final int SCRAP = 4096;

  private StreamEnd() {}

  /**
   * Waits until the peer closes the stream: in order when it has read everything, else it breaks.
   * What it sends meanwhile is of no interest. A receiver has nothing to send, so a stream that it
   * leaves without a goodbye, as TLS would have one, is in order too.
   */
  static SessionEvent await(ByteStream stream) throws InterruptedException {
    ByteBuffer scrap = ByteBuffer.allocate(SCRAP);
    try {
      while (stream.read(scrap.clear()) >= 0) {
        scrap.clear();
      }
      return new SessionEvent.StreamEnded(true);
    } catch (EOFException silent) {
      return new SessionEvent.StreamEnded(true);
    } catch (IOException broken) {
      return new SessionEvent.StreamEnded(false);
    }
  }
}
