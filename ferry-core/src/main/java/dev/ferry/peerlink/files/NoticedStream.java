package dev.ferry.peerlink.files;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The stream of the bytes, which gives a sign when some have passed, once a second at most: on a
 * slow link it takes minutes until progress is worth showing, and that is no stall.
 */
final class NoticedStream implements ByteStream {
  private static final int PIECE = 64 * 1024;
  private static final long BETWEEN = 1_000_000_000;

  private final ByteStream stream;
  private final Tasks tasks;
  private final Runnable sign;
  private volatile long next;

  NoticedStream(ByteStream stream, Tasks tasks, Runnable sign) {
    this.stream = stream;
    this.tasks = tasks;
    this.sign = sign;
    this.next = tasks.now();
  }

  private void passed() {
    long now = tasks.now();
    if (now >= next) {
      next = now + BETWEEN;
      sign.run();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    int count = stream.read(into);
    passed();
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    int end = from.limit();
    while (from.position() < end) {
      stream.write(from.limit(Math.min(end, from.position() + PIECE)));
      passed();
      from.limit(end);
    }
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    stream.closeOutput();
  }

  @Override
  public void close() {
    stream.close();
  }
}
