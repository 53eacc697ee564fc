package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A file to send, with content that no other row has.
 *
 * @param path where it lies
 * @param size in bytes
 * @param sha256 of the content, in hexadecimal digits
 */
record SampleFile(Path path, long size, String sha256) {
  /** What most rows send. */
  static final int LARGE = 50_000_000;

  /** What rows in-band send. */
  static final int SMALL = 1_000_000;

  private static final int BLOCK = 1 << 20;

  static SampleFile create(Path folder, String name, int size) throws IOException {
    Random random = new Random(name.hashCode());
    MessageDigest digest = sha256Digest();
    Path path = folder.resolve(name);
    byte[] block = new byte[BLOCK];
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(path), digest)) {
      for (int left = size; left > 0; left -= Math.min(left, BLOCK)) {
        random.nextBytes(block);
        out.write(block, 0, Math.min(left, BLOCK));
      }
    }
    return new SampleFile(path, size, HexFormat.of().formatHex(digest.digest()));
  }

  String name() {
    return path.getFileName().toString();
  }

  /** Asserts that {@code folder} holds this content in one file, and nothing else at any depth. */
  Path assertAloneIn(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.filter(path -> !path.equals(folder)).toList();
    }
    assertThat(found).as("what lies in %s", folder).hasSize(1);
    assertThat(found.getFirst()).isRegularFile().hasSize(size);
    assertThat(sha256(found.getFirst())).as("SHA-256 of %s", found.getFirst()).isEqualTo(sha256);
    return found.getFirst();
  }

  /** Asserts that one of the files in {@code folder} has this content. */
  void assertAmong(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.toList()) {
        found.add(sha256(path));
      }
    }
    assertThat(found).as("SHA-256 of what lies in %s", folder).contains(sha256);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256Digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
