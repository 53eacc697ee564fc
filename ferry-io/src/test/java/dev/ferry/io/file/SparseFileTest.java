package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.Copy;
import dev.ferry.content.Hashing;
import dev.ferry.io.tasks.InATask;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beyond what 32 bits count: six gigabytes, of which only the end is moved. */
class SparseFileTest {
  private static final long SIZE = 6_000_000_000L;
  private static final int REST = 3_000_000;

  @TempDir Path folder;

  private final byte[] rest = new byte[REST];

  private Path sparse(Path file, long size) throws IOException {
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(size);
    }
    return file;
  }

  private Path source() throws IOException {
    new Random(6).nextBytes(rest);
    Path file = sparse(folder.resolve("source"), SIZE);
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.seek(SIZE - REST);
      made.write(rest);
    }
    return file;
  }

  /** The partial file in the vault, made as long as if all but the rest had come. */
  private void lengthen(Path vault) throws IOException {
    try (Stream<Path> found = Files.list(vault)) {
      Path part =
          found.filter(path -> path.toString().endsWith(".ferry-part")).findFirst().orElseThrow();
      sparse(part, SIZE - REST);
    }
  }

  /** What one copy writes, the other reads; a pipe in memory, filled before it is drained. */
  private static final class Pipe implements ByteStream {
    private final ByteBuffer bytes = ByteBuffer.allocate(REST);

    @Override
    public int read(ByteBuffer into) {
      int count = Math.min(into.remaining(), bytes.remaining());
      into.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count == 0 ? -1 : count;
    }

    @Override
    public void write(ByteBuffer from) {
      bytes.put(from);
    }

    @Override
    public void closeOutput() {
      bytes.flip();
    }

    @Override
    public void close() {}
  }

  @Test
  void theEndOfAFileOfSixGigabytesGoesWhereItBelongs() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    InATask.run(_ -> {
      RealTasks tasks = new RealTasks();
      DirectoryVault vault = DirectoryVault.in(in, new SystemRandomness());
      vault.begin("big", SIZE, "record").close();
      lengthen(in);
      Pipe pipe = new Pipe();
      try (FileSource.Reader reader = DiskFile.at(source()).open()) {
        new Copy(tasks, SIZE - REST, SIZE, Hashing.none(), _ -> {}).send(reader, pipe);
      }
      pipe.closeOutput();
      try (PartialFile file = vault.reopen(vault.kept().getFirst(), "big", SIZE).orElseThrow()) {
        assertThat(file.written()).isEqualTo(SIZE - REST);
        new Copy(tasks, SIZE - REST, SIZE, Hashing.sha256(), _ -> {}).receive(pipe, file, true);
        file.rewrite(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5_000_000_000L);
        ByteBuffer back = ByteBuffer.allocate(3);
        assertThat(file.readBack(back, 5_000_000_000L)).isEqualTo(3);
        assertThat(back.array()).containsExactly(1, 2, 3);
        StoredFile stored = file.publish(Optional.empty());
        assertThat(Path.of(stored.path())).hasSize(SIZE);
      }
      try (RandomAccessFile whole = new RandomAccessFile(in.resolve("big").toFile(), "r")) {
        byte[] end = new byte[REST];
        whole.seek(SIZE - REST);
        whole.readFully(end);
        assertThat(Arrays.equals(end, rest)).isTrue();
      }
    });
  }
}
