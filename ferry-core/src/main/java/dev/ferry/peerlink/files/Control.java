package dev.ferry.peerlink.files;

import dev.ferry.machine.StreamTimer;
import dev.ferry.peerlink.files.FileMessage.Nonsense;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The channel of words of one transfer: each message is its length, in four bytes, and so many
 * bytes. One task speaks while another listens.
 */
final class Control implements AutoCloseable {
  private final Tasks tasks;
  private final ByteStream stream;

  Control(Tasks tasks, ByteStream stream) {
    this.tasks = tasks;
    this.stream = stream;
  }

  /**
   * Says something; it is on its way when this returns.
   *
   * @throws IOException when the channel is over, or the peer takes nothing by the deadline
   */
  void say(FileMessage message, long deadline) throws IOException, InterruptedException {
    byte[] packed = FileWire.encode(message);
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + packed.length);
    frame.putInt(packed.length).put(packed).flip();
    StreamTimer.within(
        tasks,
        stream,
        deadline,
        () -> {
          stream.write(frame);
          return true;
        });
  }

  /**
   * Waits for the peer's next message.
   *
   * @return empty when the peer will say nothing more
   * @throws IOException when the channel is over
   */
  Optional<FileMessage> hear() throws IOException, InterruptedException {
    ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    if (!fill(head)) {
      return Optional.empty();
    }
    int length = head.flip().getInt();
    if (length < 0 || length > FileWire.LARGEST) {
      return Optional.of(new Nonsense());
    }
    ByteBuffer packed = ByteBuffer.allocate(length);
    return fill(packed) ? Optional.of(FileWire.decode(packed.array())) : Optional.empty();
  }

  private boolean fill(ByteBuffer room) throws IOException, InterruptedException {
    while (room.hasRemaining()) {
      if (stream.read(room) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    stream.close();
  }
}
