package dev.ferry.port;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** A file on this device that can be sent. May be used from any task. */
public interface FileSource {
  /** The name offered to the peer, one path component. */
  String name();

  /** Bytes, as of when the source was made. */
  long size();

  Optional<Instant> modified();

  Optional<String> mediaType();

  /**
   * A small picture of what the file shows, for who is offered it; empty when it shows nothing or
   * cannot be read. May take a moment.
   */
  default Optional<Picture> thumbnail() throws InterruptedException {
    return Optional.empty();
  }

  /** For people: which file this is. */
  String path();

  /** Opens the file anew for reading from its start. */
  Reader open() throws IOException;

  /** An open file. Used by one task at a time; {@link #close} may be called from any. */
  interface Reader extends AutoCloseable {
    /** Reads at the given offset; -1 at the end of the file. */
    int read(ByteBuffer into, long offset) throws IOException, InterruptedException;

    /**
     * Moves bytes straight into a stream without showing them to anyone.
     *
     * @return how many bytes were moved, at least one; -1 at the end of the file
     */
    long transferTo(long offset, long count, ByteStream to)
        throws IOException, InterruptedException;

    @Override
    void close();
  }
}
