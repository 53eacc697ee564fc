package dev.ferry.dht.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.pack.PackReader.Kind;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, cc80",
    "255, ccff",
    "256, cd0100",
    "65535, cdffff",
    "65536, ce00010000",
    "4294967295, ceffffffff",
    "4294967296, cf0000000100000000",
    "-1, cfffffffffffffffff",
  })
  void writesNumbersInTheirSmallestForm(long number, String packed) throws Malformed {
    Bytes written = new PackWriter().unsigned(number).toBytes();

    assertThat(written.hex()).isEqualTo(packed);
    assertThat(written.reader().unsigned()).isEqualTo(number);
  }

  static Stream<Arguments> lengths() {
    return Stream.of(
        head("a0", w -> w.text("")),
        head("bf61", w -> w.text("a".repeat(31))),
        head("d92061", w -> w.text("a".repeat(32))),
        head("d9ff61", w -> w.text("a".repeat(255))),
        head("da010061", w -> w.text("a".repeat(256))),
        head("db0001000061", w -> w.text("a".repeat(65536))),
        head("c400", w -> w.bytes(new byte[0])),
        head("c4ff00", w -> w.bytes(new byte[255])),
        head("c5010000", w -> w.bytes(new byte[256])),
        head("c60001000000", w -> w.bytes(new byte[65536])),
        head("80", w -> w.map(0)),
        head("8f", w -> w.map(15)),
        head("de0010", w -> w.map(16)),
        head("9f", w -> w.array(15)),
        head("dc0010", w -> w.array(16)),
        head("dd00010000", w -> w.array(65536)),
        head("c3", w -> w.bool(true)),
        head("c2", w -> w.bool(false)));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void writesLengthsInTheirSmallestForm(String head, UnaryOperator<PackWriter> writing) {
    assertThat(writing.apply(new PackWriter()).toBytes().hex()).startsWith(head);
  }

  @ParameterizedTest
  @ValueSource(strings = {"05", "cc05", "cd0005", "ce00000005", "cf0000000000000005", "d005"})
  void readsNumbersInAnyForm(String packed) throws Malformed {
    assertThat(reader(packed).unsigned()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ff", "d0ff", "d1ff00", "d3ffffffffffffffff", "a135", "cb0000000000000000"})
  void refusesWhatIsNoNumberFromZeroUp(String packed) {
    assertThatThrownBy(() -> reader(packed).unsigned()).isInstanceOf(Malformed.class);
  }

  @Test
  void refusesANumberAboveItsLimit() throws Malformed {
    assertThat(reader("cdffff").unsigned(0xffff)).isEqualTo(0xffff);
    assertThatThrownBy(() -> reader("ce00010000").unsigned(0xffff)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> reader("cfffffffffffffffff").unsigned(0xffff))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c403616263", "a3616263", "93616263", "c50003616263", "9361cc6263"})
  void readsBytesInEachOfTheirForms(String packed) throws Malformed {
    assertThat(reader(packed).blob().asText()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dfffffffff", "ddffffffff", "c6ffffffff", "dbffffffff", "82c0c0", "92c0"})
  void refusesLengthsBeyondWhatIsThere(String packed) {
    assertThatThrownBy(() -> reader(packed).skip()).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c1", "91", "cd00", "a2", "c7", "d6000000", "ca0000"})
  void refusesWhatEndsTooEarly(String packed) {
    assertThatThrownBy(() -> reader(packed).skip()).isInstanceOf(Malformed.class);
  }

  @Test
  void skipsWhateverStandsThere() throws Malformed {
    PackReader in = reader("84a161c0a16291c3a163ca00000000a164d6000000000007");

    in.skip();

    assertThat(in.unsigned()).isEqualTo(7);
    assertThat(in.atEnd()).isTrue();
  }

  @Test
  void skipsDeepNestingWithoutRecursion() throws Malformed {
    PackReader in = reader("91".repeat(60_000) + "c0");

    in.skip();

    assertThat(in.atEnd()).isTrue();
  }

  @Test
  void refusesATextThatIsNone() {
    assertThatThrownBy(() -> reader("a1ff").text()).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> reader("c4026869").text()).isInstanceOf(Malformed.class);
  }

  @Test
  void takesAKeyThatIsNoTextForNone() throws Malformed {
    PackReader in = reader("050a");

    assertThat(in.key()).isEmpty();
    assertThat(in.unsigned()).isEqualTo(10);
  }

  @Test
  void readsOneThingApart() throws Malformed {
    PackReader in = reader("920102a178");
    PackReader array = in.next();

    assertThat(array.array()).isEqualTo(2);
    array.skip();
    array.skip();
    assertThatThrownBy(array::skip).isInstanceOf(Malformed.class);
    assertThat(in.packed().hex()).isEqualTo("a178");
  }

  @Test
  void tellsWhatStandsNext() throws Malformed {
    assertThat(reader("e0").kind()).isEqualTo(Kind.INTEGER);
    assertThat(reader("c0").kind()).isEqualTo(Kind.NIL);
    assertThat(reader("cb").kind()).isEqualTo(Kind.FRACTION);
    assertThat(reader("d8").kind()).isEqualTo(Kind.EXTENSION);
  }

  private static Arguments head(String head, UnaryOperator<PackWriter> writing) {
    return Arguments.of(head, writing);
  }

  private static PackReader reader(String hex) {
    return new PackReader(HexFormat.of().parseHex(hex));
  }
}
