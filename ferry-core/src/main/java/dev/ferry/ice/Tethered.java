package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A stream that something else must be kept for as long as it is in use. */
final class Tethered implements ByteStream {
  private final ByteStream stream;
  private final AutoCloseable support;

  Tethered(ByteStream stream, AutoCloseable support) {
    this.stream = stream;
    this.support = support;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    return stream.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    stream.write(from);
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    stream.closeOutput();
  }

  @Override
  public void close() {
    stream.close();
    try {
      support.close();
    } catch (Exception e) {
      System.getLogger(Tethered.class.getName())
          .log(System.Logger.Level.DEBUG, "closing what a stream needed", e);
    }
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
