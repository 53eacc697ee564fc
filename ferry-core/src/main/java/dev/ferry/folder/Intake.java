package dev.ferry.folder;

import dev.ferry.port.FileSource;
import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes the bytes of all files that are still missing, in whatever pieces they come, and has each
 * file that is there whole and right noted once it is durable. Used by one task at a time.
 */
final class Intake implements AutoCloseable {
  private static final int PIECE = 64 << 10;

  /** From this size on it is worth going on amid a file. */
  private static final long LARGE = 256 << 10;

  private final Settling settling;
  private final Shelf shelf;
  private final PartialFolder folder;
  private final Tree tree;
  private final long[] offsets;
  private final Gauge gauge;
  private final Digest digest = new Digest();
  private final ByteBuffer trailer = ByteBuffer.allocate(Digest.LENGTH);
  private final List<Integer> damaged = new ArrayList<>();
  private Optional<Output> output = Optional.empty();
  private int file = -1;
  private long left;

  Intake(Tasks tasks, Shelf shelf, long[] offsets, Gauge gauge) {
    this.shelf = shelf;
    this.folder = shelf.folder();
    this.settling = new Settling(tasks, folder);
    this.tree = shelf.tree();
    this.offsets = offsets;
    this.gauge = gauge;
  }

  /** How many bytes are to come, digests included. */
  long due() {
    long bytes = 0;
    for (int i = 0; i < offsets.length; i++) {
      bytes += offsets[i] == Answer.WHOLE ? 0 : tree.size(i) - offsets[i] + Digest.LENGTH;
    }
    return bytes;
  }

  /** The files whose digest was wrong. */
  List<Integer> damaged() {
    return damaged;
  }

  /** Takes all that a buffer holds. */
  void drain(ByteBuffer in) throws IOException, InterruptedException {
    while (in.hasRemaining()) {
      if (output.isEmpty()) {
        begin();
      }
      if (left > 0) {
        write(in, output.orElseThrow());
      } else {
        compare(in);
      }
    }
  }

  private void begin() throws IOException, InterruptedException {
    file++;
    while (offsets[file] == Answer.WHOLE) {
      file++;
    }
    gauge.at(file);
    long from = offsets[file];
    if (from > 0) {
      catchUp(from);
    }
    if (from == 0 && tree.size(file) >= LARGE) {
      folder.note(Note.begun(shelf.prints().of(file)));
      folder.keepNotes();
    }
    output = Optional.of(folder.write(file, from));
    left = tree.size(file) - from;
    trailer.clear();
  }

  /** The digest is of the whole file, with what was there before. */
  private void catchUp(long to) throws IOException, InterruptedException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try (FileSource.Reader reader = folder.read(file)) {
      long at = 0;
      while (at < to) {
        int count = reader.read(piece.clear().limit((int) Math.min(PIECE, to - at)), at);
        if (count < 0) {
          throw new VaultException(
              VaultException.Kind.FAILED, "a file of the partial folder became shorter");
        }
        digest.update(piece.flip());
        at += count;
      }
    }
  }

  private void write(ByteBuffer in, Output to) throws IOException, InterruptedException {
    int count = (int) Math.min(left, in.remaining());
    ByteBuffer bytes = in.slice(in.position(), count);
    digest.update(bytes);
    to.write(bytes);
    in.position(in.position() + count);
    left -= count;
  }

  private void compare(ByteBuffer in) throws IOException, InterruptedException {
    int count = Math.min(trailer.remaining(), in.remaining());
    trailer.put(in.slice(in.position(), count));
    in.position(in.position() + count);
    if (!trailer.hasRemaining()) {
      finish(Arrays.equals(digest.end(), trailer.array()));
    }
  }

  private void finish(boolean right) throws IOException, InterruptedException {
    Output written = output.orElseThrow();
    written.finish();
    output = Optional.empty();
    if (right) {
      shelf.digests().put(file, trailer.array());
      settling.add(written, Optional.of(Note.whole(shelf.prints().of(file), trailer.array())));
    } else {
      damaged.add(file);
      settling.add(written, Optional.empty());
    }
  }

  /** Waits until all files that came are durable. */
  void settle() throws IOException, InterruptedException {
    settling.settle();
  }

  @Override
  public void close() {
    output.ifPresent(Output::close);
    output = Optional.empty();
    settling.close();
  }
}
