package dev.ferry.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireNumberTest {
  @Test
  void readsTheWholeRange() {
    assertThat(WireNumber.read("0")).hasValue(0);
    assertThat(WireNumber.read("9223372036854775807")).hasValue(Long.MAX_VALUE);
    assertThat(WireNumber.read("\n 12\t")).hasValue(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-0", "-1", "+1", "1.0", "१", "９", "1_000", "0x1", "null"})
  void takesNothingElseForANumber(String text) {
    assertThat(WireNumber.read(text)).isEmpty();
  }

  @Test
  void knowsAnOverflow() {
    assertThat(WireNumber.read("9223372036854775808")).isEmpty();
    assertThat(WireNumber.read("1".repeat(100_000))).isEmpty();
  }

  @Test
  void keepsToBounds() {
    assertThat(WireNumber.read("1", 1, 65535)).hasValue(1);
    assertThat(WireNumber.read("65535", 1, 65535)).hasValue(65535);
    assertThat(WireNumber.read("0", 1, 65535)).isEmpty();
    assertThat(WireNumber.read("65536", 1, 65535)).isEmpty();
  }
}
