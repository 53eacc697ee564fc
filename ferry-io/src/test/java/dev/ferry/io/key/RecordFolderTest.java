package dev.ferry.io.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFolderTest {
  private static final int PROCESSES = 3;
  private static final int COUNTS = 40;

  @TempDir private Path home;

  private static Optional<String> read(Records records, String name) throws IOException {
    return records.alone(page -> page.read(name));
  }

  private static void write(Records records, String name, String text) throws IOException {
    records.alone(page -> {
      page.write(name, text);
      return page;
    });
  }

  @Test
  void keepsWhatWasWrittenForTheNextThatOpensIt() throws Exception {
    Records records = new RecordFolder(home.resolve("new"));
    assertThat(read(records, "a.b-c_d@e")).isEmpty();
    write(records, "a.b-c_d@e", "one\n");
    write(records, "a.b-c_d@e", "two\n");

    assertThat(read(new RecordFolder(home.resolve("new")), "a.b-c_d@e")).contains("two\n");
  }

  @Test
  void onlyTheOwnerCanReadThem() throws Exception {
    Path folder = home.resolve("new");
    write(new RecordFolder(folder), "own", "secret");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("own"))))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesOneThatOthersCanRead() throws Exception {
    Records records = new RecordFolder(home);
    write(records, "own", "secret");
    Files.setPosixFilePermissions(
        home.resolve("own"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> read(records, "own")).hasMessageContaining("chmod 600");
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    Records records = new RecordFolder(home.resolve("folder"));
    for (String name : List.of("../own", "a/b", "", ".lock", "A", "a b", "x".repeat(201))) {
      assertThatThrownBy(() -> write(records, name, "text"))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void leavesTheOldTextWhenAChangeFailsHalfway() throws Exception {
    Records records = new RecordFolder(home);
    write(records, "own", "old");

    assertThatThrownBy(() ->
            records.alone(page -> {
              assertThat(page.read("own")).contains("old");
              throw new IOException("enough");
            }))
        .hasMessage("enough");
    assertThat(read(records, "own")).contains("old");
  }

  @Test
  void oneProcessAtATimeChangesThem() throws Exception {
    List<Process> others = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      others.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Counter.class.getName(),
                  home.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (Process other : others) {
      assertThat(other.waitFor()).isZero();
    }

    assertThat(read(new RecordFolder(home), "count")).contains(String.valueOf(PROCESSES * COUNTS));
    try (var files = Files.list(home)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "count");
    }
  }

  /** Another process. */
  static final class Counter {
    private Counter() {}

    public static void main(String[] args) throws Exception {
      Records records = new RecordFolder(Path.of(args[0]));
      for (int i = 0; i < COUNTS; i++) {
        records.alone(page -> {
          int before = Integer.parseInt(page.read("count").orElse("0"));
          page.write("count", String.valueOf(before + 1));
          return before;
        });
      }
    }
  }
}
