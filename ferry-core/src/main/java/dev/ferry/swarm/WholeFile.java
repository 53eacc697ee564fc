package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.Hashes;
import dev.ferry.content.Survey;
import dev.ferry.port.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** A file on this device of which all chunks can be given. */
public final class WholeFile implements Stock {
  private final FileSource.Reader file;
  private final TreeSums.Sums sums;
  private Hashes known = Hashes.none();
  private int count;

  /**
   * @param file closed with this
   * @param sums finds its digests
   */
  public WholeFile(FileSource.Reader file, TreeSums.Sums sums) {
    this.file = file;
    this.sums = sums;
  }

  @Override
  public ChunkDigests digests(Survey.Sign sign) throws IOException, InterruptedException {
    TreeSums.Found found = sums.of(sign);
    known = found.whole();
    count = found.digests().count();
    return found.digests();
  }

  @Override
  public Hashes known() {
    return known;
  }

  @Override
  public BitSet here() {
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
    return file.read(into, offset);
  }

  @Override
  public void close() {
    file.close();
  }
}
