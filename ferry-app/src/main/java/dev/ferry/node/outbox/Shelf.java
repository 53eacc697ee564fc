package dev.ferry.node.outbox;

import dev.ferry.app.account.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The letters of a home on its disk, a file each. Any thread may call, for different letters. */
final class Shelf {
  private static final System.Logger LOG = System.getLogger(Shelf.class.getName());
  private static final String ENDING = ".json";

  private final Path folder;

  Shelf(Path folder) {
    this.folder = folder;
  }

  /** Keeps a letter: it is on the disk when this returns. */
  void keep(Letter letter) throws IOException {
    byte[] text = (letter.json().write() + "\n").getBytes(StandardCharsets.UTF_8);
    PrivateFiles.write(folder, letter.id() + ENDING, text);
  }

  void remove(Letter letter) throws IOException {
    Files.deleteIfExists(folder.resolve(letter.id() + ENDING));
  }

  /** All of them, the oldest first. */
  List<Letter> all() throws IOException {
    List<Letter> letters = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return letters;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        Letter.read(PrivateFiles.read(file))
            .ifPresentOrElse(
                letters::add,
                () -> LOG.log(System.Logger.Level.WARNING, file + " is no letter: left alone"));
      }
    }
    letters.sort(Comparator.comparing(Letter::since).thenComparing(Letter::id));
    return letters;
  }
}
