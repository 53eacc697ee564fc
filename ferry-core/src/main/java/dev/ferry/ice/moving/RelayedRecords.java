package dev.ferry.ice.moving;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What passes a relay, in records, so that more than bytes can be said: the end of one direction,
 * which a relay does not carry, and what a move needs. One task reads, one writes.
 *
 * <p>A record is its length in 16 bits, one byte for its kind, and bytes.
 */
final class RelayedRecords {
  /** Bytes of the largest record. */
  static final int LARGEST = 48 << 10;

  private static final byte BYTES = 0;
  private static final byte END = 1;
  private static final byte FIRST_WORD = 2;
  private static final int HEADER = 3;
  private static final int WORD = Integer.BYTES + Long.BYTES;

  /** What comes next. */
  sealed interface Next {
    /** Bytes, to be taken by {@link #read}. */
    record Bytes() implements Next {}

    /** No more bytes. */
    record End() implements Next {}

    record Said(Word word) implements Next {}
  }

  private final ByteStream stream;
  private final ByteBuffer out = ByteBuffer.allocateDirect(HEADER + LARGEST);
  private final ByteBuffer in = ByteBuffer.allocate(WORD);
  private int left;

  RelayedRecords(ByteStream stream) {
    this.stream = stream;
  }

  /** How many bytes of the present record wait to be read. */
  int left() {
    return left;
  }

  /** Reads up to the bytes of the next record, if it has any. */
  Next next() throws IOException, InterruptedException {
    fill(HEADER);
    int length = (in.getShort(0) & 0xFFFF) - 1;
    byte kind = in.get(2);
    if (kind == BYTES && length >= 0) {
      left = length;
      return new Next.Bytes();
    }
    if (kind == END && length == 0) {
      return new Next.End();
    }
    Optional<Word.Kind> word = word(kind);
    if (word.isEmpty() || length != WORD) {
      throw new IOException("what came through the relay makes no sense");
    }
    fill(WORD);
    return new Next.Said(new Word(word.get(), in.getInt(0), in.getLong(Integer.BYTES)));
  }

  private static Optional<Word.Kind> word(byte kind) {
    int index = kind - FIRST_WORD;
    return index >= 0 && index < Word.Kind.values().length
        ? Optional.of(Word.Kind.values()[index])
        : Optional.empty();
  }

  private void fill(int count) throws IOException, InterruptedException {
    in.clear().limit(count);
    while (in.hasRemaining()) {
      if (stream.read(in) < 0) {
        throw cut();
      }
    }
  }

  /** Reads some bytes of the present record, at most {@code into.remaining()}. */
  int read(ByteBuffer into) throws IOException, InterruptedException {
    int limit = into.limit();
    into.limit(into.position() + Math.min(left, into.remaining()));
    try {
      int count = stream.read(into);
      if (count < 0) {
        throw cut();
      }
      left -= count;
      return count;
    } finally {
      into.limit(limit);
    }
  }

  private static EOFException cut() {
    return new EOFException("the connection through the relay was cut");
  }

  /** Writes bytes, as many as fit into one record; answers how many. */
  int write(ByteBuffer from) throws IOException, InterruptedException {
    int count = Math.min(LARGEST, from.remaining());
    out.clear().putShort((short) (count + 1)).put(BYTES);
    out.put(from.slice(from.position(), count));
    stream.write(out.flip());
    from.position(from.position() + count);
    return count;
  }

  void end() throws IOException, InterruptedException {
    out.clear().putShort((short) 1).put(END);
    stream.write(out.flip());
  }

  void say(Word word) throws IOException, InterruptedException {
    out.clear().putShort((short) (WORD + 1)).put((byte) (FIRST_WORD + word.kind().ordinal()));
    out.putInt(word.attempt()).putLong(word.offset());
    stream.write(out.flip());
  }

  void close() {
    stream.close();
  }

  @Override
  public String toString() {
    return stream + " in records";
  }
}
