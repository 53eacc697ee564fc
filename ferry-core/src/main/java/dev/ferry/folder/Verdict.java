package dev.ferry.folder;

import static dev.ferry.content.CopyException.Kind.PEER;

import dev.ferry.content.CopyException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which files arrived damaged, as the receiver tells the sender: frames of their numbers, and an
 * empty frame.
 */
final class Verdict {
  private static final int NUMBER = 4;

  private Verdict() {}

  /**
   * Reads it.
   *
   * @param offsets becomes 0 for each file to be sent again
   * @return whether there is any
   */
  static boolean receive(Wire wire, long[] offsets) throws CopyException, InterruptedException {
    int last = -1;
    ByteBuffer frame = wire.readFrame();
    while (frame.hasRemaining()) {
      if (frame.remaining() % NUMBER != 0) {
        throw new CopyException(PEER, 0, "the receiver's verdict has a broken number");
      }
      while (frame.hasRemaining()) {
        int file = frame.getInt();
        if (file <= last || file >= offsets.length) {
          throw new CopyException(PEER, 0, "the receiver's verdict names a file that there is not");
        }
        offsets[file] = 0;
        last = file;
      }
      frame = wire.readFrame();
    }
    return last >= 0;
  }

  /** Writes it; the numbers ascend. */
  static void send(Wire wire, List<Integer> damaged) throws CopyException, InterruptedException {
    ByteBuffer frame = ByteBuffer.allocate(Wire.FRAME);
    for (int file : damaged) {
      if (!frame.hasRemaining()) {
        wire.writeFrame(frame.flip());
        frame.clear();
      }
      frame.putInt(file);
    }
    if (frame.position() > 0) {
      wire.writeFrame(frame.flip());
    }
    wire.writeFrame(ByteBuffer.allocate(0));
  }
}
