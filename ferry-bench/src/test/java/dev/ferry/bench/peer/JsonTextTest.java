package dev.ferry.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static final String LINE = "{\"time\":\"2026-01-01T00:00:00.000Z\",\"state\":\"ended\"}";

  @Test
  void findsTheTextAtAKey() {
    assertThat(JsonText.text(LINE, "time")).contains("2026-01-01T00:00:00.000Z");
    assertThat(JsonText.has(LINE, "state", "ended")).isTrue();
  }

  @Test
  void findsNothingWhereTheKeyIsMissingOrItsValueIsNoText() {
    assertThat(JsonText.text(LINE, "stat")).isEmpty();
    assertThat(JsonText.text("{\"state\":null}", "state")).isEmpty();
  }
}
