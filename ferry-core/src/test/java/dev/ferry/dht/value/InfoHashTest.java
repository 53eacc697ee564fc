package dev.ferry.dht.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoHashTest {
  private static final String FOO = "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33";

  @Test
  void hashesText() {
    assertThat(InfoHash.ofText("foo")).hasToString(FOO);
    assertThat(InfoHash.named("foo")).hasToString(FOO);
  }

  @Test
  void takesFortyDigitsAsTheyAre() {
    assertThat(InfoHash.named(FOO)).hasToString(FOO);
    assertThat(InfoHash.named(FOO.toUpperCase(Locale.ROOT))).hasToString(FOO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0beec7", FOO + "0", "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a3x"})
  void hashesWhatIsNotFortyDigits(String key) {
    assertThat(InfoHash.parse(key)).isEmpty();
    assertThat(InfoHash.named(key)).isEqualTo(InfoHash.ofText(key));
  }

  @Test
  void keepsItsBytes() throws Malformed {
    byte[] bytes = HexFormat.of().parseHex(FOO);
    InfoHash hash = InfoHash.of(bytes);
    PackWriter out = new PackWriter();
    hash.writeTo(out);

    assertThat(hash.toByteArray()).isEqualTo(bytes);
    assertThat(out.toBytes().hex()).isEqualTo("c414" + FOO);
    assertThat(InfoHash.read(out.toBytes().reader())).isEqualTo(hash);
  }

  @Test
  void refusesAnotherLength() {
    assertThatThrownBy(() -> InfoHash.of(new byte[19]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> InfoHash.read(new PackReader(HexFormat.of().parseHex("c413" + "00".repeat(19)))))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void ordersByDistance() {
    InfoHash here = hash("8");
    InfoHash near = hash("9");
    InfoHash far = hash("0");
    InfoHash last = InfoHash.parse("8" + "0".repeat(38) + "1").orElseThrow();

    assertThat(List.of(far, near, last, here).stream().sorted(here.nearestFirst()))
        .containsExactly(here, last, near, far);
  }

  @Test
  void isOrderedAsANumberWithoutASign() {
    assertThat(hash("f")).isGreaterThan(hash("7"));
    assertThat(InfoHash.parse("0".repeat(16) + "f" + "0".repeat(23)).orElseThrow())
        .isGreaterThan(InfoHash.parse("0".repeat(16) + "7" + "0".repeat(23)).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 63, 64, 100, 127, 128, 159, 160})
  void countsCommonBits(int bits) {
    byte[] other = new byte[InfoHash.LENGTH];
    if (bits < InfoHash.BITS) {
      other[bits / 8] = (byte) (0x80 >> bits % 8);
    }

    assertThat(InfoHash.ZERO.commonBits(InfoHash.of(other))).isEqualTo(bits);
  }

  @Test
  void isItsOwnDistanceFromZero() {
    InfoHash foo = InfoHash.ofText("foo");

    assertThat(foo.distance(InfoHash.ZERO)).isEqualTo(foo);
    assertThat(foo.distance(foo).isZero()).isTrue();
  }

  private static InfoHash hash(String first) {
    return InfoHash.parse(first + "0".repeat(39)).orElseThrow();
  }
}
