package dev.ferry.stanza;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Stanzas kept as test data, one a file. */
public final class StanzaFile {
  private StanzaFile() {}

  /** The stanza at a path of the class path, such as {@code /dev/ferry/jingle/own/ping.xml}. */
  public static Xml read(String path) {
    return XmlText.read(text(path)).orElseThrow(() -> new AssertionError("no element: " + path));
  }

  /** The first child of the stanza at a path: the payload of an IQ. */
  public static Xml payload(String path) {
    return read(path).children().getFirst();
  }

  /** The paths of all stanzas in a folder of the class path, sorted. */
  public static List<String> in(String folder) {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files.map(f -> folder + "/" + f.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String path) {
    try {
      return Files.readString(file(path)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String path) {
    URL url = Objects.requireNonNull(StanzaFile.class.getResource(path), path);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
