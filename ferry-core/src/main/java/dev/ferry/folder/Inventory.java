package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.BitSet;

/**
 * What an earlier attempt left of each file of a tree, even if that attempt was for an earlier
 * state of it. Used once, by one task.
 */
final class Inventory {
  private static final int BETWEEN_SIGNS = 10_000;

  private final Tree tree;
  private final Digests digests;
  private final BitSet whole = new BitSet();
  private final BitSet begun = new BitSet();
  private long bytes;

  /**
   * @param digests gets those of the files that are there
   */
  Inventory(Tree tree, Digests digests) {
    this.tree = tree;
    this.digests = digests;
  }

  /** Reads what was noted; answers whether anything of it is in this tree. */
  boolean read(PartialFolder folder, Prints prints) throws VaultException {
    folder.eachNote(line -> Note.read(line).ifPresent(note -> take(note, prints)));
    return !whole.isEmpty() || !begun.isEmpty();
  }

  private void take(Note note, Prints prints) {
    int file = prints.find(note.print());
    if (file < 0) {
      return;
    }
    switch (note) {
      case Note.Begun _ -> begun.set(file);
      case Note.Whole(var print, byte[] digest) -> {
        whole.set(file);
        digests.put(file, digest);
      }
    }
  }

  /** How many bytes need not come again. */
  long bytes() {
    return bytes;
  }

  /** Tells the sender; the same is returned as {@link Answer#receive} has it. */
  long[] answer(PartialFolder folder, Wire wire, Manifest.Sign sign)
      throws IOException, InterruptedException {
    Answer.Writing answer = new Answer.Writing(wire);
    long[] offsets = new long[tree.files()];
    for (int file = 0; file < offsets.length; file++) {
      boolean noted = whole.get(file) || begun.get(file);
      offsets[file] = tell(answer, file, noted ? folder.kept(file) : 0);
      if (file % BETWEEN_SIGNS == BETWEEN_SIGNS - 1) {
        answer.flush();
        sign.ofLife();
      }
    }
    answer.end();
    return offsets;
  }

  private long tell(Answer.Writing answer, int file, long kept)
      throws CopyException, InterruptedException {
    long size = tree.size(file);
    if (whole.get(file) && kept == size) {
      bytes += size;
      answer.whole(digests.get(file));
      return Answer.WHOLE;
    }
    if (kept > 0 && kept <= size) {
      bytes += kept;
      answer.part(kept);
      return kept;
    }
    answer.nothing();
    return 0;
  }
}
