package dev.ferry.io.file;

import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies in a partial folder, looked at by handles: no link is followed. */
final class Stock {
  private Stock() {}

  /** The bytes of all files in a folder, at any depth. */
  static long bytes(Folder parent, String name) throws IOException {
    long bytes = 0;
    try (Folder inner = parent.enter(name)) {
      for (String child : names(inner)) {
        Optional<BasicFileAttributes> what = inner.attributes(child);
        if (what.filter(BasicFileAttributes::isDirectory).isPresent()) {
          bytes += bytes(inner, child);
        } else {
          bytes += what.map(BasicFileAttributes::size).orElse(0L);
        }
      }
    }
    return bytes;
  }

  private static List<String> names(Folder folder) throws IOException {
    List<String> names = new ArrayList<>();
    folder.eachName(names::add);
    return names;
  }

  /** Deletes what has no place in a tree, folder after folder; makes the folders that it has. */
  static void fit(Handles handles, Tree tree) throws IOException {
    int file = 0;
    int child = 1;
    for (int folder = 0; folder < tree.folders(); folder++) {
      Set<String> files = new HashSet<>();
      Set<String> folders = new HashSet<>();
      for (; file < tree.files() && tree.folderOf(file) == folder; file++) {
        files.add(tree.name(file));
      }
      for (; child < tree.folders() && tree.parent(child) == folder; child++) {
        folders.add(tree.folderName(child));
      }
      Folder open = handles.at(folder);
      for (String name : names(open)) {
        Optional<BasicFileAttributes> what = open.attributes(name);
        if (what.filter(BasicFileAttributes::isDirectory).isPresent()) {
          if (!folders.contains(name)) {
            Removal.of(open, name);
          }
        } else if (what.filter(BasicFileAttributes::isRegularFile).isEmpty()
            || !files.contains(name)) {
          open.delete(name);
        }
      }
    }
  }
}
