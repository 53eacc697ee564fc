package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of threats names tests that are there, and some for each threat. */
class ThreatsTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final int THREATS = 27;

  @Test
  void namesATestThatIsThereForEveryThreat() throws Exception {
    Path root = root();
    List<String> rows =
        Files.readAllLines(root.resolve("docs/threats.md")).stream()
            .filter(line -> line.startsWith("| T"))
            .toList();
    assertThat(rows).hasSize(THREATS);
    Map<String, List<Path>> sources = tests(root);

    for (String row : rows) {
      List<MatchResult> named = TEST.matcher(row).results().toList();
      assertThat(named).as(row).isNotEmpty();
      for (MatchResult test : named) {
        assertThat(sources.getOrDefault(test.group(1), List.of()))
            .as(test.group())
            .anyMatch(source -> has(source, test.group(2)));
      }
    }
  }

  private static boolean has(Path source, String method) {
    try {
      return Files.readString(source).contains("void " + method + "(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<Path>> tests(Path root) throws IOException {
    Map<String, List<Path>> sources = new HashMap<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path module : modules) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests)) {
          gather(tests, sources);
        }
      }
    }
    return sources;
  }

  private static void gather(Path tests, Map<String, List<Path>> into) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      files
          .filter(file -> file.toString().endsWith("Test.java"))
          .forEach(file ->
              into.computeIfAbsent(
                      file.getFileName().toString().replace(".java", ""), _ -> new ArrayList<>())
                  .add(file));
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docs"))
        ? here
        : Objects.requireNonNull(here.getParent(), "the tests run within the project");
  }
}
