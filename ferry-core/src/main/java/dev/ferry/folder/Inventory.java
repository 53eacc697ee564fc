package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.BitSet;

/** Looks up what an earlier attempt left of each file. Used once, by one task. */
final class Inventory {
  private static final int BETWEEN_SIGNS = 10_000;

  private final PartialFolder folder;
  private final Tree tree;
  private final Digests digests;
  private long bytes;

  /**
   * @param digests gets those of the files that are there
   */
  Inventory(PartialFolder folder, Tree tree, Digests digests) {
    this.folder = folder;
    this.tree = tree;
    this.digests = digests;
  }

  /** How many bytes need not come again. */
  long bytes() {
    return bytes;
  }

  /** Tells the sender; the same is returned as {@link Answer#receive} has it. */
  long[] answer(Wire wire, Manifest.Sign sign) throws IOException, InterruptedException {
    Answer.Writing answer = new Answer.Writing(wire);
    long[] offsets = new long[tree.files()];
    BitSet noted = noted();
    for (int file = 0; file < offsets.length; file++) {
      long kept = folder.resumed() ? folder.kept(file) : 0;
      offsets[file] = tell(answer, file, kept, noted.get(file));
      if (folder.resumed() && file % BETWEEN_SIGNS == BETWEEN_SIGNS - 1) {
        answer.flush();
        sign.ofLife();
      }
    }
    answer.end();
    return offsets;
  }

  private BitSet noted() throws VaultException {
    BitSet noted = new BitSet();
    for (String line : folder.notes()) {
      Note.read(line, tree.files())
          .ifPresent(note -> {
            noted.set(note.file());
            digests.put(note.file(), note.digest());
          });
    }
    return noted;
  }

  private long tell(Answer.Writing answer, int file, long kept, boolean noted)
      throws CopyException, InterruptedException {
    long size = tree.size(file);
    if (noted && kept == size) {
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
