package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.FileVault.Kept;
import dev.ferry.port.FileVault.PartialFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partial file that another process uses is let alone, until that process is gone. */
class TwoProcessesTest {
  @TempDir Path folder;

  @Test
  void aPartialFileIsLockedWhileInUse() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      DirectoryVault vault = DirectoryVault.in(folder, new SystemRandomness());
      List<Kept> kept = vault.kept();
      assertThat(kept).hasSize(1);
      assertThat(vault.reopen(kept.getFirst(), "a", 10)).isEmpty();
      assertThat(vault.removeLeftovers(Instant.now().plusSeconds(60))).isZero();
      other.destroyForcibly().waitFor();
      try (PartialFile file = vault.reopen(kept.getFirst(), "a", 10).orElseThrow()) {
        assertThat(file.written()).isEqualTo(4);
        assertThat(file.record()).isEqualTo("record");
      }
    } finally {
      other.destroyForcibly();
    }
  }

  /** The other process. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      PartialFile file =
          DirectoryVault.in(Path.of(args[0]), new SystemRandomness()).begin("a", 10, "record");
      file.write(ByteBuffer.allocate(4));
      System.out.println("held");
      int ended = System.in.read();
      file.close();
      System.exit(ended < 0 ? 1 : 0);
    }
  }
}
