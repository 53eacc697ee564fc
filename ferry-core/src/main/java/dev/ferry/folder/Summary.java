package dev.ferry.folder;

import dev.ferry.FolderSummary;
import dev.ferry.port.Tree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Makes the summary of a tree that an offer shows; the same tree always gives the same. */
public final class Summary {
  /** How many names are shown of each kind. */
  public static final int SHOWN = 8;

  /** The most characters of a name that is shown. */
  public static final int LONGEST = 256;

  private static final char UNSEEN = '\uFFFD';

  private Summary() {}

  public static FolderSummary of(Tree tree) {
    BitSet hiddenFolders = hiddenFolders(tree);
    List<String> first = new ArrayList<>();
    List<String> firstHidden = new ArrayList<>();
    long hidden = 0;
    for (int file = 0; file < tree.files(); file++) {
      if (first.size() < SHOWN) {
        first.add(shown(tree, file));
      }
      if (hiddenFolders.get(tree.folderOf(file)) || tree.name(file).startsWith(".")) {
        hidden++;
        if (firstHidden.size() < SHOWN) {
          firstHidden.add(shown(tree, file));
        }
      }
    }
    return new FolderSummary(tree.files(), tree.folders() - 1L, hidden, first, firstHidden);
  }

  private static BitSet hiddenFolders(Tree tree) {
    BitSet hidden = new BitSet(tree.folders());
    for (int folder = 1; folder < tree.folders(); folder++) {
      hidden.set(
          folder, hidden.get(tree.parent(folder)) || tree.folderName(folder).startsWith("."));
    }
    return hidden;
  }

  /** As it can be written in XML and comes back unchanged. */
  private static String shown(Tree tree, int file) {
    String path = tree.path(file);
    StringBuilder text = new StringBuilder();
    path.codePoints()
        .limit(LONGEST)
        .map(c -> isPlain(c) ? c : UNSEEN)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && (c & 0xFFFE) != 0xFFFE;
  }
}
