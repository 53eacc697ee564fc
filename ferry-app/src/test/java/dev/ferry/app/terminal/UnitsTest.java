package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9999, 10.0 kB",
    "99949, 99.9 kB",
    "99999, 100 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "52428800, 52.4 MB",
    "5000000000, 5.00 GB",
    "9223372036854775807, 9.22 EB"
  })
  void writesBytesWithThreeDigits(long bytes, String text) {
    assertThat(Units.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void writesBothBytesInTheUnitOfTheWhole() {
    assertThat(Units.bytes(500_000, 50_000_000)).isEqualTo("0.50/50.0 MB");
  }

  @ParameterizedTest
  @CsvSource({"0, 0:00", "9, 0:09", "61, 1:01", "3599, 59:59", "3600, 1:00:00", "90061, 25:01:01"})
  void writesTimes(long seconds, String text) {
    assertThat(Units.time(seconds)).isEqualTo(text);
  }

  @Test
  void saysNothingOfAnUnknownRate() {
    assertThat(Units.rate(0)).isEmpty();
    assertThat(Units.rate(112_000_000)).isEqualTo("112 MB/s");
  }
}
