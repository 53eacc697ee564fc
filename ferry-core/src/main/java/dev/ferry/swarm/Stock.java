package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.Hashes;
import dev.ferry.content.Survey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** Chunks of one file that can be given. Used by one task, but for {@link #here}. */
public interface Stock extends AutoCloseable {
  /**
   * The digests of all chunks of the file; may take as long as reading it, or finding out.
   *
   * @param sign is given now and then meanwhile
   */
  ChunkDigests digests(Survey.Sign sign) throws IOException, InterruptedException;

  /** What is known of the whole file besides, for who has all of it. */
  Hashes known();

  /** Which chunks are here, after {@link #digests}; any task may ask. */
  BitSet here();

  /** Reads of a chunk that is here; at least one byte. */
  int read(ByteBuffer into, long offset) throws IOException, InterruptedException;

  @Override
  void close();
}
