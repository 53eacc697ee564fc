package dev.ferry.bench.row;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Files to send. */
final class SampleFile {
  private static final int PIECE = 1 << 20;

  private SampleFile() {}

  /** Of bytes that nothing can compress. */
  static Path random(Path path, long size) throws IOException {
    Random random = new Random(7);
    byte[] piece = new byte[PIECE];
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = size; left > 0; left -= PIECE) {
        random.nextBytes(piece);
        ByteBuffer bytes = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, left));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
    }
    return path;
  }

  /** With nothing in it and hardly any room taken. */
  static Path sparse(Path path, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    return path;
  }

  /** Makes sure that a folder has room for so much more. */
  static void room(Path folder, long bytes) throws IOException, Skipped {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes) {
      throw new Skipped(
          "%s has %d MB free and %d MB are needed; try a smaller --size"
              .formatted(folder, free / 1_000_000, bytes / 1_000_000));
    }
  }
}
