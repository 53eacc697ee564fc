package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder to send, with what folders have: others in it, an empty one, hidden files, one that may
 * be run, a time long ago, a link that leads out of it.
 */
record SampleFolder(Path path) {
  static final String LINK = "way out";
  static final String PROGRAM = "tools/run.sh";
  static final Instant THEN = Instant.parse("2019-05-17T10:20:30Z");

  private static final int SMALL_FILES = 200;

  /** Makes one of two files, for programs that take no folders. */
  static Path ofTwo(Path in) throws IOException {
    Path root = Files.createDirectory(in.resolve("few"));
    SampleFile.create(root, "one.bin", 50_000);
    SampleFile.create(Files.createDirectory(root.resolve("deeper")), "two.bin", 60_000);
    return root;
  }

  /** Asserts that such a folder went file by file. */
  static void assertSeries(Line end) {
    assertThat(end.text("verified")).isEqualTo("sent");
    assertThat(end.number("bytes")).isEqualTo(110_000);
    assertThat(end.json().path("remarks").toString()).contains("it gets the files one by one");
  }

  /** Makes one whose largest file has so many bytes. */
  static SampleFolder create(Path in, String name, int largest) throws IOException {
    Path root = Files.createDirectory(in.resolve(name));
    Random random = new Random(name.hashCode());
    for (int i = 0; i < SMALL_FILES; i++) {
      Path folder = Files.createDirectories(root.resolve("small/" + i % 7));
      write(folder.resolve("file " + i), random.nextInt(5000) + 1, random);
    }
    Files.createDirectories(root.resolve("nothing/in here"));
    Files.createDirectory(root.resolve("tools"));
    write(root.resolve(PROGRAM), 100, random);
    Files.setPosixFilePermissions(
        root.resolve(PROGRAM),
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));
    write(root.resolve(".hidden"), 17, random);
    write(root.resolve("große Datei.bin"), largest, random);
    Files.setLastModifiedTime(root.resolve(".hidden"), FileTime.from(THEN));
    Files.createSymbolicLink(root.resolve(LINK), in);
    return new SampleFolder(root);
  }

  private static void write(Path file, int size, Random random) throws IOException {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    Files.write(file, bytes);
  }

  String name() {
    return path.getFileName().toString();
  }

  long size() throws IOException {
    long size = 0;
    for (Path file : files().values()) {
      size += Files.size(file);
    }
    return size;
  }

  /** The regular files by their paths in the folder. */
  Map<String, Path> files() throws IOException {
    return files(path);
  }

  private static Map<String, Path> files(Path root) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .forEach(p -> files.put(root.relativize(p).toString(), p));
    }
    return files;
  }

  /** Asserts that {@code folder} holds this folder alone, with the same files. */
  void assertAloneIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(folder.resolve(name()));
    }
    Path landed = folder.resolve(name());
    Map<String, Path> received = files(landed);
    assertThat(received.keySet()).isEqualTo(files().keySet());
    for (Map.Entry<String, Path> file : files().entrySet()) {
      assertThat(Files.mismatch(file.getValue(), landed.resolve(file.getKey())))
          .as(file.getKey())
          .isEqualTo(-1);
    }
    assertThat(landed.resolve("nothing/in here")).isEmptyDirectory();
    assertThat(landed.resolve(LINK)).doesNotExist();
    assertThat(Files.getLastModifiedTime(landed.resolve(".hidden")).toInstant()).isEqualTo(THEN);
  }
}
