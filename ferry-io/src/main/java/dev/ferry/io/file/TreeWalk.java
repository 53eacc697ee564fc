package dev.ferry.io.file;

import dev.ferry.folder.FolderLimits;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Lists what is in a folder, following no link: folder after folder, the names in each in their
 * order unless there are very many. Used once.
 */
final class TreeWalk {
  /** So many names of a folder are put in order at once; this bounds the memory. */
  private static final int SORTED = 1 << 16;

  private static final int TOLD = 20;

  private final Path root;
  private final FolderLimits limits;
  private final Tree tree = new Tree();
  private final List<String> leftOut = new ArrayList<>();
  private int skipped;

  /**
   * @param root a real path, one without links
   */
  TreeWalk(Path root, FolderLimits limits) {
    this.root = root;
    this.limits = limits;
  }

  /**
   * Walks.
   *
   * @throws IOException when the folder itself cannot be read, or there is too much in it
   */
  Tree walk() throws IOException {
    try (Handles handles = new Handles(tree, Folder.open(root), false)) {
      list(handles.at(Tree.ROOT), Tree.ROOT);
      for (int folder = 1; folder < tree.folders(); folder++) {
        Folder open;
        try {
          open = handles.at(folder);
        } catch (IOException e) {
          skip(tree.folderPath(folder), "cannot be read: " + Trouble.text(e));
          continue;
        }
        list(open, folder);
      }
    }
    return tree;
  }

  /** What was left out, for people. */
  List<String> leftOut() {
    List<String> told = new ArrayList<>(leftOut);
    if (skipped > TOLD) {
      told.add("and " + (skipped - TOLD) + " more");
    }
    return told;
  }

  private void skip(String path, String why) {
    if (skipped++ < TOLD) {
      leftOut.add(path + " " + why);
    }
  }

  private void list(Folder open, int folder) throws IOException {
    List<String> names = new ArrayList<>();
    List<IOException> failed = new ArrayList<>(1);
    open.eachName(name -> {
      names.add(name);
      if (names.size() == SORTED && failed.isEmpty()) {
        addAll(open, folder, names, failed);
      }
    });
    addAll(open, folder, names, failed);
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
  }

  private void addAll(Folder open, int folder, List<String> names, List<IOException> failed) {
    Collections.sort(names);
    try {
      for (String name : names) {
        add(open, folder, name);
      }
    } catch (IOException e) {
      failed.add(e);
    }
    names.clear();
  }

  private void add(Folder open, int folder, String name) throws IOException {
    String above = folder == Tree.ROOT ? "" : tree.folderPath(folder) + "/";
    Optional<BasicFileAttributes> found = isText(name) ? attributes(open, name) : Optional.empty();
    if (found.isEmpty()) {
      skip(above + name, "cannot be read");
      return;
    }
    BasicFileAttributes what = found.get();
    if (what.isSymbolicLink()) {
      skip(above + name, "is a symbolic link");
    } else if (what.isDirectory()) {
      tree.addFolder(folder, name);
    } else if (!what.isRegularFile()) {
      skip(above + name, "is a device, pipe or socket");
    } else if (!Files.isReadable(root.resolve(above + name))) {
      skip(above + name, "cannot be read: permission denied");
    } else {
      boolean executable =
          open.permissions(name)
              .filter(p -> p.contains(PosixFilePermission.OWNER_EXECUTE))
              .isPresent();
      Optional<Instant> modified = Optional.of(what.lastModifiedTime().toInstant());
      tree.addFile(folder, name, what.size(), modified, executable);
    }
    Optional<String> exceeded = limits.exceededBy(tree);
    if (exceeded.isPresent()) {
      throw new IOException(root + " has " + exceeded.get() + ", more than can be sent at once");
    }
  }

  private static Optional<BasicFileAttributes> attributes(Folder open, String name) {
    try {
      return open.attributes(name);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** A name that is not in the system's character set comes with stand-ins, and leads nowhere. */
  private static boolean isText(String name) {
    return name.codePoints()
        .noneMatch(c -> c == 0xFFFD || Character.getType(c) == Character.SURROGATE);
  }
}
