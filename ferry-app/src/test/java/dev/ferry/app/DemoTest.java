package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.ferry.app.demo.Demo;
import dev.ferry.app.demo.Itself;
import dev.ferry.app.demo.Stage;
import dev.ferry.app.terminal.Style;
import dev.ferry.io.key.RsaKeyMaker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DemoTest {
  private static final String HASH_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path folder;
  private Path temporary = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void makeRoom() throws Exception {
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  /** With keys that are made quickly. */
  private Demo demo(Itself program) {
    Stage stage =
        new Stage(
            Optional.empty(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Style.PLAIN);
    return new Demo(stage, program, new RsaKeyMaker(2048));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void bringsAFileFromOneDeviceToTheOtherAndLeavesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("hello.txt"), "hello");

    int status = demo(Itself.ofProcess()).play(temporary, Optional.of(file));

    assertThat(status).as(this::said).isZero();
    assertThat(said())
        .contains("file   hello.txt, 5 B")
        .contains("keys   6 made in")
        .contains("alice --> bob   request", "alice <-- bob   yes")
        .contains("alice --> bob   offered", "alice <-- bob   verified")
        .contains("bob has the file: 5 B")
        .contains("  alice  " + HASH_OF_HELLO + "\n  bob    " + HASH_OF_HELLO)
        .contains("equal")
        .doesNotContain("\u001b");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(file).hasContent("hello");
    assertThat(temporary).isEmptyDirectory();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void saysWhichOfItsProcessesFailedAndEndsTheOthers() throws Exception {
    Itself broken = new Itself(List.of("/bin/sh", "-c", "echo no room >&2; exit 1"));

    assertThat(catchException(() -> demo(broken).play(temporary, Optional.empty())))
        .hasMessageContaining("the node of the DHT ended early: no room");
    assertThat(temporary).isEmptyDirectory();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void refusesWhatIsNoFile() {
    Shell shell = new Shell(folder);
    assertThat(shell.run("demo", "missing")).isEqualTo(1);
    assertThat(shell.err()).contains("missing is no file");
  }
}
