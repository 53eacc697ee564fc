package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Debian package that {@code ./package} makes, on a machine that has no Java. */
@Needs({Program.DPKG, Program.NAMESPACES, Program.MOUNTS})
final class DebianPackageTest {
  private static final Duration BUILDING = Duration.ofSeconds(240);
  private static final String ROOT = "root";
  private static final String DATA = "/home/somebody/.local/share/ferry";
  private static final int SIZE = 1_000_000;

  /** As systemd has it: until it serves its page, and then is told to end. */
  private static final String A_NODES_LIFE =
      """
      ferry node >said 2>&1 &
      node=$!
      tries=0
      until [ -s .local/share/ferry/run/node.json ]; do
        tries=$((tries + 1))
        if [ $tries -gt 200 ]; then cat said; exit 1; fi
        sleep 0.2
      done
      kill -TERM $node
      wait $node
      echo "ended with $?"
      cat said
      """;

  private static Path deb;

  @BeforeAll
  static void build(Scene scene) throws Exception {
    deb = Files.copy(build(scene, "first"), scene.folder("kept").resolve("ferry.deb"));
  }

  @Test
  void installsRunsAndLeavesPeoplesFilesBehindWithoutAJdk(Scene scene) throws Exception {
    BareMachine machine = BareMachine.with(scene, depends(scene));
    assertThat(machine.run(ROOT, "sh", "-c", "command -v java javac ferry || echo none"))
        .containsExactly("none");

    machine.run(ROOT, "dpkg", "--install", machine.bring(deb));

    assertThat(machine.path("/usr/lib/ferry/app/ferry.aot")).isNotEmptyFile();
    assertThat(machine.run(BareMachine.USER, "ferry", "--version"))
        .singleElement()
        .asString()
        .matches("ferry \\d+\\.\\d+\\.\\d+\\S*(, build \\p{XDigit}+ of \\d{4}-\\d\\d-\\d\\d.*)?");
    assertThatItSendsAFile(machine);
    assertThat(machine.run(BareMachine.USER, "ferry", "id", "--json").getLast())
        .contains("\"account\":");
    assertThat(machine.run(BareMachine.USER, "sh", "-c", A_NODES_LIFE))
        .contains("ended with 0")
        .anyMatch(line -> line.contains("http://127.0.0.1:"));
    assertThatItIsDescribed(machine);

    machine.run(ROOT, "dpkg", "--purge", "ferry");

    assertThat(machine.path("/usr/lib/ferry")).doesNotExist();
    assertThat(machine.path("/usr/bin/ferry")).doesNotExist();
    assertThat(machine.path("/home/somebody/sent")).isNotEmptyFile();
    try (Stream<Path> kept = Files.walk(machine.path(DATA))) {
      assertThat(kept.filter(Files::isRegularFile)).isNotEmpty();
    }
  }

  /** An account, and a file between two devices: keys, sockets, TLS, SQLite, all of it. */
  private static void assertThatItSendsAFile(BareMachine machine) throws Exception {
    machine.run(BareMachine.USER, "ferry", "account", "new", "--name", "Somebody");
    machine.run(BareMachine.USER, "sh", "-c", "head -c " + SIZE + " /dev/urandom >sent");
    assertThat(machine.run(BareMachine.USER, "ferry", "demo", "sent"))
        .anyMatch(line -> line.contains("bob has the file: 1.00 MB"))
        .anyMatch(line -> line.contains("✓ equal"));
    machine.run(BareMachine.USER, "ferry", "history");
    assertThat(machine.path(DATA + "/history/history.db")).isNotEmptyFile();
  }

  private static void assertThatItIsDescribed(BareMachine machine) throws IOException {
    for (String file :
        List.of(
            "/usr/share/man/man1/ferry.1.gz",
            "/usr/share/doc/ferry/copyright",
            "/usr/share/applications/ferry.desktop",
            "/usr/share/icons/hicolor/scalable/apps/ferry.svg",
            "/usr/lib/systemd/user/ferry.service",
            "/usr/share/bash-completion/completions/ferry",
            "/usr/share/zsh/vendor-completions/_ferry",
            "/usr/share/fish/vendor_completions.d/ferry.fish")) {
      assertThat(machine.path(file)).isNotEmptyFile();
    }
    Path libraries = machine.path("/usr/lib/ferry/app/lib");
    String copyright = Files.readString(machine.path("/usr/share/doc/ferry/copyright"));
    try (Stream<Path> jars = Files.list(libraries)) {
      assertThat(jars.map(jar -> jar.getFileName().toString().replaceAll("-\\d.*", "")))
          .filteredOn(name -> !name.startsWith("ferry-"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(copyright).contains("app/lib/" + name + "-*"));
    }
  }

  @Test
  void theSameBuildGivesTheSameBytes(Scene scene) throws Exception {
    assertThat(build(scene, "second")).hasSameBinaryContentAs(deb);
  }

  private static Path build(Scene scene, String name) throws Exception {
    String command = Checkout.root().resolve("package").toString();
    said(scene, name, command);
    try (Stream<Path> made = Files.list(Checkout.root().resolve("target/package"))) {
      return made.filter(file -> file.toString().endsWith(".deb")).findAny().orElseThrow();
    }
  }

  /** The packages that must be there before this one. */
  private static List<String> depends(Scene scene) throws Exception {
    List<String> field = said(scene, "depends", "dpkg-deb", "--field", deb.toString(), "Depends");
    return Arrays.stream(String.join(" ", field).split(","))
        .map(one -> one.strip().replaceAll("[ :].*", ""))
        .toList();
  }

  private static List<String> said(Scene scene, String name, String... command) throws Exception {
    ChildProcess process =
        scene.keep(
            ChildProcess.start(
                name, scene.folder(name), Map.of("FERRY_BUILD", "never"), List.of(command)));
    if (process.exitStatus(BUILDING) != 0) {
      throw process.failure("did not end well");
    }
    return process.lines().stream().map(Line::text).toList();
  }
}
