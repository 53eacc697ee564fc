package dev.ferry.io.file;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Deletes a folder of our own with all that is in it, by handles: no link is followed. */
final class Removal {
  private Removal() {}

  static void of(Folder parent, String name) throws IOException {
    List<String> names = new ArrayList<>();
    try (Folder inner = parent.enter(name)) {
      inner.eachName(names::add);
      for (String child : names) {
        boolean folder =
            inner.attributes(child).filter(BasicFileAttributes::isDirectory).isPresent();
        if (folder) {
          of(inner, child);
        } else {
          inner.delete(child);
        }
      }
    }
    parent.deleteFolder(name);
  }
}
