package dev.ferry.sync;

import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The channel of notes: each message is its length, in four bytes, and so many bytes. One task
 * speaks while another listens.
 */
final class SyncChannel implements AutoCloseable {
  private static final long PATIENCE = 30_000_000_000L;

  private final Tasks tasks;
  private final ByteStream stream;

  SyncChannel(Tasks tasks, ByteStream stream) {
    this.tasks = tasks;
    this.stream = stream;
  }

  /**
   * Says something.
   *
   * @throws IOException when the channel is over, or the other device takes nothing for long
   */
  void say(SyncMessage message) throws IOException, InterruptedException {
    byte[] packed = SyncWire.encode(message);
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + packed.length);
    frame.putInt(packed.length).put(packed).flip();
    boolean unused =
        StreamTimer.within(
            tasks,
            stream,
            tasks.in(PATIENCE),
            () -> {
              stream.write(frame);
              return true;
            });
  }

  /**
   * Waits for what the other device says next, however long it is silent.
   *
   * @return empty when it will say nothing more
   * @throws IOException when the channel is over
   */
  Optional<SyncMessage> hear() throws IOException, InterruptedException {
    ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    if (!fill(head)) {
      return Optional.empty();
    }
    int length = head.flip().getInt();
    if (length < 0 || length > SyncWire.LARGEST) {
      return Optional.of(new SyncMessage.Nonsense("a message that is too long"));
    }
    ByteBuffer packed = ByteBuffer.allocate(length);
    return fill(packed) ? Optional.of(SyncWire.decode(packed.array())) : Optional.empty();
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
