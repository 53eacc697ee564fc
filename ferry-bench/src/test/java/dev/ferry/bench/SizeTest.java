package dev.ferry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeTest {
  @ParameterizedTest
  @CsvSource({"1G, 1073741824", "256m, 268435456", "4K, 4096", "17, 17"})
  void readsSizesAsPeopleWriteThem(String text, long bytes) {
    assertThat(Size.parse(text)).isEqualTo(new Size(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1M", "0", "1T", "9999999999G", "1.5G"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> Size.parse(text)).isInstanceOf(TypeConversionException.class);
  }
}
