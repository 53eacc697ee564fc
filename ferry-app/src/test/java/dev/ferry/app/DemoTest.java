package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final String HASH_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    shell = new Shell(folder).with("TMPDIR", temporary.toString());
  }

  @Test
  void bringsAFileFromOneDeviceToTheOtherAndLeavesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("hello.txt"), "hello");

    assertThat(shell.run("demo", "hello.txt")).as(() -> shell.out() + shell.err()).isZero();

    assertThat(shell.out())
        .contains("file    hello.txt, 5 B")
        .contains("session-initiate", "session-accept", "session-terminate")
        .contains("  alice  " + HASH_OF_HELLO + "\n  bob    " + HASH_OF_HELLO)
        .contains("equal")
        .doesNotContain("\u001b");
    assertThat(shell.err()).isEmpty();
    assertThat(file).hasContent("hello");
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThat(shell.run("demo", "missing")).isEqualTo(1);
    assertThat(shell.err()).contains("missing is no file");
  }
}
