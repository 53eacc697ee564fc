package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VersionTest {
  @AfterEach
  void forget() {
    System.clearProperty(Version.BUILD);
  }

  @Test
  void saysWhatTheBuildWasMadeOfWhereThatIsKnown() {
    assertThat(new Version().getVersion()).containsExactly("ferry " + Version.number());

    System.setProperty(Version.BUILD, "0123abc of 2026-01-31");

    assertThat(new Version().getVersion())
        .containsExactly("ferry " + Version.number() + ", build 0123abc of 2026-01-31");
  }
}
