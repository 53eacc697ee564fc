package dev.ferry.folder;

import dev.ferry.port.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The largest tree that is sent or received, which bounds the memory that a peer can make us use.
 *
 * @param nameBytes the bytes of all names together
 */
public record FolderLimits(int files, int folders, int depth, long nameBytes) {
  /** The most bytes of UTF-8 in one name; no file system has longer ones. */
  public static final int NAME = 1020;

  /** The most bytes in all files together; no disk has more, and sums cannot overflow. */
  public static final long BYTES = 1L << 60;

  public static FolderLimits standard() {
    return new FolderLimits(1_000_000, 250_000, 100, 96L << 20);
  }

  /** What makes a tree too large, for people; empty when nothing does. */
  public Optional<String> exceededBy(Tree tree) {
    if (tree.files() > files) {
      return Optional.of("more than %,d files".formatted(files));
    }
    if (tree.folders() - 1 > folders) {
      return Optional.of("more than %,d folders".formatted(folders));
    }
    if (tree.depth(tree.folders() - 1) > depth) {
      return Optional.of("more than %,d folders in one another".formatted(depth));
    }
    if (tree.nameBytes() > nameBytes) {
      return Optional.of("names of more than %,d bytes".formatted(nameBytes));
    }
    return tree.bytes() > BYTES
        ? Optional.of("more than %,d bytes".formatted(BYTES))
        : Optional.empty();
  }

  /** Whether a name can be that of one file or folder: no system has others. */
  static boolean isComponent(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf(0) < 0
        && name.getBytes(StandardCharsets.UTF_8).length <= NAME;
  }
}
