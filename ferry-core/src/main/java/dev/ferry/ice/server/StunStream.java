package dev.ferry.ice.server;

import dev.ferry.ice.stun.NotStun;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Messages of STUN one after another on a stream, without framing (RFC 8489 6.2.2). One task may
 * receive while another sends.
 *
 * <p>Not a byte is read beyond the message asked for: what follows on a connection that was bound
 * belongs to the peer (RFC 6062 4.3).
 */
public final class StunStream implements AutoCloseable {
  /** Far more than a server has to say; bounds what it makes us hold. */
  private static final int LARGEST = 16 * 1024;

  private final ByteStream stream;

  public StunStream(ByteStream stream) {
    this.stream = stream;
  }

  /** What the messages are on. */
  public ByteStream stream() {
    return stream;
  }

  public void send(byte[] message) throws IOException, InterruptedException {
    stream.write(ByteBuffer.wrap(message));
  }

  /**
   * Waits for the next message.
   *
   * @throws IOException when the stream ends or carries something else
   */
  public StunPacket next() throws IOException, InterruptedException {
    ByteBuffer header = read(StunPacket.HEADER);
    OptionalInt length = StunPacket.length(header);
    if (length.isEmpty() || length.getAsInt() > LARGEST) {
      throw new IOException("the server does not speak STUN");
    }
    ByteBuffer whole = ByteBuffer.allocate(length.getAsInt()).put(header);
    fill(whole);
    return switch (StunPacket.read(whole.flip())) {
      case StunPacket packet -> packet;
      case NotStun no -> throw new IOException("the server's message is broken: " + no.why());
    };
  }

  private ByteBuffer read(int count) throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(count);
    fill(into);
    return into.flip();
  }

  private void fill(ByteBuffer into) throws IOException, InterruptedException {
    while (into.hasRemaining()) {
      if (stream.read(into) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
