package dev.ferry.folder;

import static dev.ferry.content.CopyException.Kind.PEER;

import dev.ferry.content.CopyException;
import dev.ferry.port.Tree;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What the receiver has of each file, as it tells the sender: records for all files in order. Empty
 * frames may come in between: the receiver is still looking.
 */
final class Answer {
  /** Stands for a file that the receiver has. */
  static final long WHOLE = -1;

  private static final byte NOTHING = 0;
  private static final byte ALL = 1;
  private static final byte PART = 2;
  private static final int LONGEST = 1 + Digest.LENGTH;

  private Answer() {}

  /**
   * Reads it; digests of files that the receiver has go into {@code digests}.
   *
   * @return where each file is to begin: 0, an offset, or {@link #WHOLE}
   */
  static long[] receive(Wire wire, Tree tree, Digests digests, Manifest.Sign sign)
      throws CopyException, InterruptedException {
    long[] offsets = new long[tree.files()];
    int next = 0;
    while (next < offsets.length) {
      ByteBuffer frame = wire.readFrame();
      sign.ofLife();
      try {
        while (frame.hasRemaining()) {
          next = read(frame, next, tree, offsets, digests);
        }
      } catch (BufferUnderflowException cut) {
        throw lie("a broken record");
      }
    }
    return offsets;
  }

  private static int read(ByteBuffer frame, int file, Tree tree, long[] offsets, Digests digests)
      throws CopyException {
    if (file >= offsets.length) {
      throw lie("more files than were announced");
    }
    switch (frame.get()) {
      case NOTHING -> {
        int count = frame.getInt();
        if (count < 1 || count > offsets.length - file) {
          throw lie("more files than were announced");
        }
        return file + count;
      }
      case ALL -> {
        byte[] digest = new byte[Digest.LENGTH];
        frame.get(digest);
        digests.put(file, digest);
        offsets[file] = WHOLE;
      }
      case PART -> {
        long offset = frame.getLong();
        if (offset < 1 || offset > tree.size(file)) {
          throw lie("an offset outside of the file");
        }
        offsets[file] = offset;
      }
      default -> throw lie("an unknown record");
    }
    return file + 1;
  }

  private static CopyException lie(String what) {
    return new CopyException(PEER, 0, "what the receiver says it has makes no sense: " + what);
  }

  /** Writes it, record by record. Used by one task. */
  static final class Writing {
    private final Wire wire;
    private final ByteBuffer frame = ByteBuffer.allocate(Wire.FRAME);
    private int nothing;

    Writing(Wire wire) {
      this.wire = wire;
    }

    void nothing() {
      nothing++;
    }

    void whole(byte[] digest) throws CopyException, InterruptedException {
      record().put(ALL).put(digest);
    }

    void part(long offset) throws CopyException, InterruptedException {
      record().put(PART).putLong(offset);
    }

    private ByteBuffer record() throws CopyException, InterruptedException {
      if (nothing > 0) {
        room().put(NOTHING).putInt(nothing);
        nothing = 0;
      }
      return room();
    }

    private ByteBuffer room() throws CopyException, InterruptedException {
      if (frame.remaining() < LONGEST) {
        flush();
      }
      return frame;
    }

    /** Sends what is written so far, even if it is nothing. */
    void flush() throws CopyException, InterruptedException {
      wire.writeFrame(frame.flip());
      frame.clear();
    }

    void end() throws CopyException, InterruptedException {
      if (nothing > 0) {
        record();
      }
      if (frame.position() > 0) {
        flush();
      }
    }
  }
}
