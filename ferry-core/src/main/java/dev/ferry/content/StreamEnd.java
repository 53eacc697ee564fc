package dev.ferry.content;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How a stream ends after our last byte, when the peer does not say it otherwise. */
public final class StreamEnd {
  private static final int SCRAP = 4096;

  private StreamEnd() {}

  /**
   * Waits until the peer closes the stream: in order when it has read everything, else it breaks.
   * What it sends meanwhile is of no interest.
   *
   * @return whether it ended in order
   */
  public static boolean await(ByteStream stream) throws InterruptedException {
    ByteBuffer scrap = ByteBuffer.allocate(SCRAP);
    try {
      while (stream.read(scrap.clear()) >= 0) {
        scrap.clear();
      }
      return true;
    } catch (IOException broken) {
      return false;
    }
  }
}
