package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of all files that the receiver wants, one file after the other, each with its digest
 * behind it: filled into whatever buffer comes. Used by one task at a time.
 */
final class Feed implements AutoCloseable {
  private static final int PIECE = 64 << 10;

  /** With less the stages wait for each other too often, with more the network is idle. */
  static final int ENOUGH = 256 << 10;

  private final FolderSource source;
  private final Tree tree;
  private final long[] offsets;
  private final Digests digests;
  private final Gauge gauge;
  private final Digest digest = new Digest();
  private final ByteBuffer trailer = ByteBuffer.allocate(Digest.LENGTH).limit(0);
  private Optional<FolderSource.Opened> opened = Optional.empty();
  private Optional<FileSource.Reader> reader = Optional.empty();
  private int file = -1;
  private long at;

  /**
   * @param offsets where each file begins, or that it is not wanted, as {@link Answer} has it
   * @param digests gets the digest of each file
   */
  Feed(FolderSource source, long[] offsets, Digests digests, Gauge gauge) {
    this.source = source;
    this.tree = source.tree();
    this.offsets = offsets;
    this.digests = digests;
    this.gauge = gauge;
  }

  /** Whether anything is wanted at all; asked before the first {@link #fill}. */
  boolean wanted() {
    return after(-1) < offsets.length;
  }

  private int after(int index) {
    int next = index + 1;
    while (next < offsets.length && offsets[next] == Answer.WHOLE) {
      next++;
    }
    return next;
  }

  /**
   * Fills a buffer, with many small files or what one reading of a large one gives; answers whether
   * there is more to come.
   */
  boolean fill(ByteBuffer out) throws CopyException, InterruptedException {
    while (out.hasRemaining() && out.position() < ENOUGH) {
      if (trailer.hasRemaining()) {
        trailer(out);
      } else if (reader.isPresent()) {
        read(reader.get(), out);
      } else if (!next()) {
        return false;
      }
    }
    return trailer.hasRemaining() || reader.isPresent() || after(file) < offsets.length;
  }

  private void trailer(ByteBuffer out) {
    int count = Math.min(out.remaining(), trailer.remaining());
    out.put(trailer.slice(trailer.position(), count));
    trailer.position(trailer.position() + count);
  }

  private boolean next() throws CopyException, InterruptedException {
    file = after(file);
    if (file >= offsets.length) {
      return false;
    }
    gauge.at(file);
    try {
      if (opened.isEmpty()) {
        opened = Optional.of(source.open());
      }
      reader = Optional.of(opened.get().open(file));
    } catch (IOException e) {
      throw failed(e);
    }
    at = 0;
    skip(reader.get(), offsets[file]);
    if (at == tree.size(file)) {
      end();
    }
    return true;
  }

  /** What the receiver has is not sent again, but its digest covers the whole file. */
  private void skip(FileSource.Reader from, long offset)
      throws CopyException, InterruptedException {
    if (offset > 0) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (at < offset) {
        read(from, piece.clear().limit((int) Math.min(PIECE, offset - at)));
      }
    }
  }

  private void read(FileSource.Reader from, ByteBuffer out)
      throws CopyException, InterruptedException {
    int end = out.limit();
    out.limit(
        (int) Math.min(end, out.position() + Math.min(out.remaining(), tree.size(file) - at)));
    int start = out.position();
    int count;
    try {
      count = from.read(out, at);
    } catch (IOException e) {
      throw failed(e);
    }
    if (count < 0) {
      throw new CopyException(
          Kind.READING,
          at,
          "%s was changed while being sent: it ended at %d of %d bytes; send the folder again"
              .formatted(tree.path(file), at, tree.size(file)));
    }
    digest.update(out.slice(start, count));
    out.limit(end);
    at += count;
    if (at == tree.size(file)) {
      end();
    }
  }

  private void end() {
    closeFile();
    byte[] computed = digest.end();
    digests.put(file, computed);
    trailer.clear().put(computed).flip();
  }

  private CopyException failed(IOException e) {
    return new CopyException(Kind.READING, at, "reading " + tree.path(file), e);
  }

  private void closeFile() {
    reader.ifPresent(FileSource.Reader::close);
    reader = Optional.empty();
  }

  @Override
  public void close() {
    closeFile();
    opened.ifPresent(FolderSource.Opened::close);
    opened = Optional.empty();
  }
}
