package dev.ferry.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The demo's own folder, gone when it is closed, and the files in it. */
final class DemoFiles implements AutoCloseable {
  private static final long USUAL = 128L << 20;
  private static final long LITTLE = 16L << 20;
  private static final int PIECE = 1 << 20;
  private static final int SMALL = 4096;
  private static final int HUNDRED = 100;

  private final Path folder;
  private final Path source;

  private DemoFiles(Path folder, Path source) {
    this.folder = folder;
    this.source = source;
  }

  /**
   * Makes the folder, and where no file is given, a file of random bytes in it.
   *
   * @param parent where the folder is made
   */
  static DemoFiles in(Path parent, Optional<Path> given) throws IOException {
    Path folder = Files.createTempDirectory(parent, "ferry-demo-");
    DemoFiles files = new DemoFiles(folder, given.orElse(folder.resolve("alice/hello.bin")));
    try {
      Files.createDirectories(folder.resolve("alice"));
      Files.createDirectories(files.inbox());
      if (given.isEmpty()) {
        files.fill();
      }
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** What alice sends. */
  Path source() {
    return source;
  }

  /** Where bob receives. */
  Path inbox() {
    return folder.resolve("bob/inbox");
  }

  /** A folder of that name in the demo's own. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** A folder of so many small files. */
  Path manyFiles(int count) throws IOException {
    Path many = Files.createDirectories(folder.resolve("alice/many"));
    byte[] bytes = new byte[SMALL];
    for (int i = 0; i < count; i++) {
      Path home = many.resolve("part " + i / HUNDRED);
      if (i % HUNDRED == 0) {
        Files.createDirectory(home);
      }
      Files.write(home.resolve("file " + i), bytes);
    }
    return many;
  }

  private void fill() throws IOException {
    // Not by its FileStore: in a changed root there may be no mount point that Java could find.
    long room = folder.toFile().getUsableSpace();
    long size = room > 8 * USUAL ? USUAL : LITTLE;
    SplittableRandom random = new SplittableRandom();
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(source)) {
      for (long left = size; left > 0; left -= PIECE) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
  }

  /** The SHA-256 of a file, read anew from the disk and computed without the library. */
  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
