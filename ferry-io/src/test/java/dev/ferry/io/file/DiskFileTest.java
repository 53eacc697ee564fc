package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskFileTest {
  @TempDir Path folder;

  @Test
  void knowsWhatItIs() throws Exception {
    Path path = Files.writeString(folder.resolve("holiday.JPG"), "12345");
    DiskFile file = DiskFile.at(path);
    assertThat(file.name()).isEqualTo("holiday.JPG");
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.mediaType()).contains("image/jpeg");
    assertThat(file.path()).isEqualTo(path.toString());
    assertThat(file.modified().orElseThrow()).isBefore(Instant.now().plusSeconds(60));
  }

  @Test
  void refusesWhatIsNoRegularFile() {
    assertThatThrownBy(() -> DiskFile.at(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("folder");
    assertThatThrownBy(() -> DiskFile.at(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> DiskFile.at(Path.of("/dev/null")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only regular files");
  }

  @Test
  void readsAnywhereUpToItsEnd() throws Exception {
    DiskFile file = DiskFile.at(Files.writeString(folder.resolve("a"), "0123456789"));
    try (FileSource.Reader reader = file.open()) {
      ByteBuffer into = ByteBuffer.allocateDirect(100);
      assertThat(reader.read(into, 4)).isEqualTo(6);
      assertThat(into.flip().get()).isEqualTo((byte) '4');
      assertThat(into.limit()).isEqualTo(6);
      assertThat(reader.read(into.clear(), 10)).isEqualTo(-1);
    }
  }

  @Test
  void noticesThatTheFileBecameShorter() throws Exception {
    Path path = Files.writeString(folder.resolve("a"), "0123456789");
    try (FileSource.Reader reader = DiskFile.at(path).open()) {
      Files.writeString(path, "0123");
      assertThat(reader.read(ByteBuffer.allocate(4), 0)).isEqualTo(4);
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(4), 4))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("changed");
    }
  }

  @Test
  void noticesThatTheFileBecameLonger() throws Exception {
    Path path = Files.writeString(folder.resolve("a"), "0123456789");
    DiskFile file = DiskFile.at(path);
    try (FileSource.Reader reader = file.open()) {
      Files.writeString(path, "more", StandardOpenOption.APPEND);
      assertThat(reader.read(ByteBuffer.allocate(100), 0)).isEqualTo(10);
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(4), 10))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(path.toString());
    }
    assertThatThrownBy(file::open).isInstanceOf(IOException.class).hasMessageContaining("changed");
  }

  @Test
  void movesItsBytesIntoAnyStream() throws Exception {
    Path path = Files.writeString(folder.resolve("a"), "0123456789");
    ByteBuffer got = ByteBuffer.allocate(20);
    try (FileSource.Reader reader = DiskFile.at(path).open()) {
      Sink sink = new Sink(got);
      assertThat(reader.transferTo(2, 3, sink)).isEqualTo(3);
      assertThat(reader.transferTo(5, 100, sink)).isEqualTo(5);
      assertThat(reader.transferTo(10, 100, sink)).isEqualTo(-1);
    }
    assertThat(new String(got.array(), 0, got.position(), StandardCharsets.UTF_8))
        .isEqualTo("23456789");
  }

  private record Sink(ByteBuffer got) implements ByteStream {
    @Override
    public int read(ByteBuffer into) {
      return -1;
    }

    @Override
    public void write(ByteBuffer from) {
      got.put(from);
    }

    @Override
    public void closeOutput() {}

    @Override
    public void close() {}
  }
}
