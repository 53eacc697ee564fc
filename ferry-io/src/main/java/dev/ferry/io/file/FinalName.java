package dev.ferry.io.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/**
 * Gives a finished file its final name without ever replacing another file.
 *
 * <p>A hard link is made and the partial name removed: the system refuses a link whose name is
 * taken, which a rename would not. Where a file system has no hard links (FAT, some network
 * folders), an empty file is made first, which the system refuses likewise, and then replaced.
 */
final class FinalName {
  private static final int MOST = 10_000;

  private FinalName() {}

  /** The name it got: the one wanted, or that with a number. */
  static String give(Folder folder, Entry file, String wanted) throws IOException {
    for (int number = 1; number <= MOST; number++) {
      String name = NumberedName.of(wanted, number);
      try {
        take(folder, file, name);
        return name;
      } catch (FileAlreadyExistsException taken) {
        continue;
      }
    }
    throw new IOException("there are already " + MOST + " files of this name");
  }

  private static void take(Folder folder, Entry file, String name) throws IOException {
    try {
      folder.link(file.name(), name);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (FileSystemException | UnsupportedOperationException noLinks) {
      replaceOwn(folder, file, name);
      return;
    }
    file.delete();
  }

  private static void replaceOwn(Folder folder, Entry file, String name) throws IOException {
    Entry place = Entry.create(folder, name);
    place.channel().close();
    if (!place.isAt(name)) {
      throw new FileAlreadyExistsException(name);
    }
    folder.rename(file.name(), name);
  }
}
