package dev.ferry.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.FileSource.Reader;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimFileTest {
  @FunctionalInterface
  private interface Life {
    void live(Tasks tasks) throws Exception;
  }

  private static void with(Life life) {
    SimWorld.run(1, world -> life.live(world.tasks())).check();
  }

  private static byte[] read(Reader reader, long offset, int count) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    int read = reader.read(buffer, offset);
    return Arrays.copyOf(buffer.array(), Math.max(0, read));
  }

  @Test
  void generatedBytesDependOnOffsetAndSeedAlone() {
    with(tasks -> {
      SimFile file = SimFile.generated(tasks, "f", 1000, 3);
      try (Reader reader = file.open();
          Reader other = SimFile.generated(tasks, "g", 1000, 4).open()) {
        byte[] whole = read(reader, 0, 1000);
        for (int from : new int[] {0, 1, 7, 8, 500}) {
          assertThat(read(reader, from, 100))
              .isEqualTo(Arrays.copyOfRange(whole, from, from + 100));
        }
        assertThat(read(other, 0, 1000)).isNotEqualTo(whole);
      }
    });
  }

  @Test
  void readsUpToItsEnd() {
    with(tasks -> {
      SimFile file = SimFile.of(tasks, "f", new byte[] {1, 2, 3});
      try (Reader reader = file.open()) {
        assertThat(read(reader, 1, 10)).containsExactly(2, 3);
        assertThat(reader.read(ByteBuffer.allocate(1), 3)).isEqualTo(-1);
        assertThat(file.sha256())
            .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
      }
    });
  }

  @Test
  void aFileMayShrinkWhileItIsRead() {
    with(tasks -> {
      SimFile file = SimFile.generated(tasks, "f", 1000, 3);
      try (Reader reader = file.open()) {
        file.truncate(100);
        assertThat(file.size()).isEqualTo(1000);
        assertThat(read(reader, 50, 1000)).hasSize(50);
        assertThat(reader.read(ByteBuffer.allocate(1), 100)).isEqualTo(-1);
      }
    });
  }

  @Test
  void aFileMayChangeWhileItIsRead() {
    with(tasks -> {
      SimFile file = SimFile.generated(tasks, "f", 1000, 3);
      String before = file.sha256();
      try (Reader reader = file.open()) {
        byte[] old = read(reader, 0, 100);
        file.overwrite(4);
        assertThat(read(reader, 0, 100)).isNotEqualTo(old);
        assertThat(file.sha256()).isNotEqualTo(before);
      }
    });
  }

  @Test
  void readingMayFailMidway() {
    with(tasks -> {
      SimFile file = SimFile.generated(tasks, "f", 1000, 3);
      file.failFrom(500);
      try (Reader reader = file.open()) {
        assertThat(read(reader, 400, 1000)).hasSize(100);
        assertThatThrownBy(() -> read(reader, 500, 1))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("sim:/f");
      }
    });
  }

  @Test
  void aClosedReaderReadsNoMore() {
    with(tasks -> {
      SimFile file = SimFile.generated(tasks, "f", 1000, 3);
      Reader reader = file.open();
      assertThat(file.readers()).containsExactly("reader of sim:/f");
      reader.close();
      reader.close();
      assertThat(file.readers()).isEmpty();
      assertThatThrownBy(() -> read(reader, 0, 1)).isInstanceOf(IOException.class);
    });
  }
}
