package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void countsWideLettersTwiceAndMarksNot() {
    assertThat(Columns.of("abc")).isEqualTo(3);
    assertThat(Columns.of("報告")).isEqualTo(4);
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
    assertThat(Columns.of("😀")).isEqualTo(2);
  }

  @Test
  void neverCutsAWideLetterInTwo() {
    for (int width = 0; width < 30; width++) {
      assertThat(Columns.of(Columns.clip("報告書報告書報告書.pdf", width)))
          .isLessThanOrEqualTo(Math.max(1, width));
    }
  }

  @Test
  void fillsUpToTheWidth() {
    assertThat(Columns.fit("ab", 5)).isEqualTo("ab   ");
    assertThat(Columns.of(Columns.fit("報告書報告書", 6))).isEqualTo(6);
  }
}
