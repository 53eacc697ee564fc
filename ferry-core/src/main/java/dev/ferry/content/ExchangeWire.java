package dev.ferry.content;

import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads and writes what two Ferrys say to each other on the carrier after the last byte of a file
 * (docs/chunks.md). Numbers are big-endian. Used by one task.
 */
final class ExchangeWire {
  /** Either side: still at work. */
  static final byte WORKING = 'W';

  /** Sender: the SHA-256 of the file follows. */
  static final byte WHOLE = 'H';

  /** Sender: the digests of all chunks follow. */
  static final byte DIGESTS = 'D';

  /** Sender: the number of a chunk and its bytes follow. */
  static final byte CHUNK = 'C';

  /** Receiver: nothing is missing. */
  static final byte DONE = 'K';

  /** Receiver: the digests of the chunks are wanted. */
  static final byte TREE = 'T';

  /** Receiver: the numbers of chunks that are wanted again follow. */
  static final byte NEEDED = 'N';

  private final ByteStream stream;
  private final long size;

  /**
   * @param size of the file, for what is said of failures
   */
  ExchangeWire(ByteStream stream, long size) {
    this.stream = stream;
    this.size = size;
  }

  void say(byte what) throws CopyException, InterruptedException {
    write(ByteBuffer.allocate(1).put(what).flip());
  }

  void write(ByteBuffer all) throws CopyException, InterruptedException {
    try {
      stream.write(all);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, size, "comparing chunks with the peer", e);
    }
  }

  /** The next word of the peer that is not {@link #WORKING}. */
  byte hear(Survey.Sign sign) throws IOException, InterruptedException {
    byte word = read(1).get();
    while (word == WORKING) {
      sign.give();
      word = read(1).get();
    }
    return word;
  }

  int number() throws CopyException, InterruptedException {
    return read(4).getInt();
  }

  ByteBuffer read(int count) throws CopyException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    fill(bytes);
    return bytes.flip();
  }

  /** Fills all that remains. */
  void fill(ByteBuffer bytes) throws CopyException, InterruptedException {
    try {
      while (bytes.hasRemaining()) {
        if (stream.read(bytes) < 0) {
          throw new CopyException(
              Kind.TOO_SHORT, size, "the peer ended the stream while chunks were compared");
        }
      }
    } catch (CopyException e) {
      throw e;
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, size, "comparing chunks with the peer", e);
    }
  }

  CopyException nonsense(String what) {
    return new CopyException(Kind.PEER, size, "comparing chunks, the peer " + what);
  }
}
