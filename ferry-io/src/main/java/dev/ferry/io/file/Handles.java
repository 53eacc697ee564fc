package dev.ferry.io.file;

import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * The open folders on the way to one folder of a tree. Going on to another keeps those that lead to
 * both. No step follows a link. Used by one task at a time.
 */
final class Handles implements AutoCloseable {
  /** A folder that is open, and its number. */
  private record Step(int folder, Folder open) {}

  private final Tree tree;
  private final Folder root;
  private final boolean making;
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param root where the tree's root is; closed with this
   * @param making whether folders that are not there are made
   */
  Handles(Tree tree, Folder root, boolean making) {
    this.tree = tree;
    this.root = root;
    this.making = making;
  }

  /** Goes to a folder; it stays open until the next call. */
  Folder at(int folder) throws IOException {
    int depth = tree.depth(folder);
    leave(depth);
    List<Integer> missing = new ArrayList<>();
    int up = folder;
    while (up != Tree.ROOT && !isOpen(up)) {
      missing.add(up);
      up = tree.parent(up);
    }
    leave(tree.depth(up));
    for (int next : missing.reversed()) {
      steps.add(new Step(next, enter(here(), tree.folderName(next))));
    }
    return here();
  }

  private boolean isOpen(int folder) {
    int depth = tree.depth(folder);
    return depth <= steps.size() && steps.get(depth - 1).folder() == folder;
  }

  private void leave(int depth) {
    while (steps.size() > depth) {
      steps.removeLast().open().close();
    }
  }

  private Folder here() {
    return steps.isEmpty() ? root : steps.getLast().open();
  }

  private Folder enter(Folder parent, String name) throws IOException {
    if (!making) {
      return parent.enter(name);
    }
    try {
      return parent.enter(name);
    } catch (NoSuchFileException notYet) {
      parent.makeFolder(name);
      return parent.enter(name);
    }
  }

  @Override
  public void close() {
    leave(0);
    root.close();
  }
}
