package dev.ferry.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {
  private static final Path USER = Path.of("/home/alice");

  @Test
  void isWhatTheEnvironmentNames() {
    assertThat(Home.of(Map.of("FERRY_HOME", "/srv/ferry/../f"), "Linux", USER).folder())
        .isEqualTo(Path.of("/srv/f"));
  }

  @Test
  void followsXdgOnLinux() {
    assertThat(Home.of(Map.of("XDG_DATA_HOME", "/data"), "Linux", USER).folder())
        .isEqualTo(Path.of("/data/ferry"));
    assertThat(Home.of(Map.of("XDG_DATA_HOME", "relative"), "Linux", USER).folder())
        .isEqualTo(Path.of("/home/alice/.local/share/ferry"));
    assertThat(Home.of(Map.of(), "Linux", USER).folder())
        .isEqualTo(Path.of("/home/alice/.local/share/ferry"));
  }

  @Test
  void followsTheCustomsOfOtherPlatforms() {
    assertThat(Home.of(Map.of(), "Mac OS X", USER).folder())
        .isEqualTo(Path.of("/home/alice/Library/Application Support/Ferry"));
    assertThat(Home.of(Map.of("LOCALAPPDATA", "/local"), "Windows 11", USER).folder())
        .isEqualTo(Path.of("/local/Ferry"));
  }
}
