package dev.ferry.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.code.Spake2.Keys;
import dev.ferry.code.Spake2.Setting;
import dev.ferry.code.Spake2.Side;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A key exchange proven by a password. */
class Spake2Test {
  private static final Setting SETTING =
      new Setting(ascii("giver"), ascii("taker"), ascii("agreed"));

  @ParameterizedTest
  @CsvFileSource(resources = "spake2.csv", numLinesToSkip = 1, emptyValue = "", nullValues = "none")
  void computesWhatTheSpecificationDoes(
      String first,
      String second,
      String w,
      String x,
      String y,
      String shareOfFirst,
      String shareOfSecond,
      String proofOfFirst,
      String proofOfSecond) {
    Setting setting = new Setting(ascii(first), ascii(second), new byte[0]);
    Spake2 one = Spake2.of(Side.FIRST, setting, number(w), number(x));
    Spake2 other = Spake2.of(Side.SECOND, setting, number(w), number(y));

    assertThat(one.share()).asHexString().isEqualToIgnoringCase(shareOfFirst);
    assertThat(other.share()).asHexString().isEqualToIgnoringCase(shareOfSecond);
    Keys ones = one.keys(other.share()).orElseThrow();
    Keys others = other.keys(one.share()).orElseThrow();
    assertThat(ones.proof()).asHexString().isEqualToIgnoringCase(proofOfFirst);
    assertThat(others.proof()).asHexString().isEqualToIgnoringCase(proofOfSecond);
    assertThat(ones.accepts(others.proof())).isTrue();
    assertThat(others.accepts(ones.proof())).isTrue();
    assertThat(ones.key("purpose", 16)).isEqualTo(others.key("purpose", 16));
  }

  @Test
  void provesNothingWithAnotherPassword() {
    Spake2 one = begin(Side.FIRST, SETTING, "acorn");
    Spake2 other = begin(Side.SECOND, SETTING, "maple");

    Keys ones = one.keys(other.share()).orElseThrow();
    Keys others = other.keys(one.share()).orElseThrow();
    assertThat(ones.accepts(others.proof())).isFalse();
    assertThat(others.accepts(ones.proof())).isFalse();
    assertThat(ones.key("purpose", 16)).isNotEqualTo(others.key("purpose", 16));
  }

  @Test
  void provesNothingToWhomItWasNotMeantFor() {
    Setting elsewhere = new Setting(ascii("giver"), ascii("taker"), ascii("something else"));
    Spake2 one = begin(Side.FIRST, SETTING, "acorn");
    Spake2 other = begin(Side.SECOND, elsewhere, "acorn");

    assertThat(
            one.keys(other.share())
                .orElseThrow()
                .accepts(other.keys(one.share()).orElseThrow().proof()))
        .isFalse();
  }

  @Test
  void doesNotAcceptItsOwnProof() {
    Spake2 one = begin(Side.FIRST, SETTING, "acorn");
    Keys mirrored = one.keys(one.share()).orElseThrow();
    assertThat(mirrored.accepts(mirrored.proof())).isFalse();
  }

  @Test
  void refusesWhatIsNoPoint() {
    Spake2 one = begin(Side.FIRST, SETTING, "acorn");
    byte[] share = begin(Side.SECOND, SETTING, "acorn").share();
    byte[] besideTheCurve = share.clone();
    besideTheCurve[Spake2.SHARE - 1] ^= 1;
    byte[] compressed = HexFormat.of().parseHex("02" + HexFormat.of().formatHex(share, 1, 33));

    assertThat(one.keys(besideTheCurve)).isEmpty();
    assertThat(one.keys(compressed)).isEmpty();
    assertThat(one.keys(new byte[1])).isEmpty();
    assertThat(one.keys(new byte[0])).isEmpty();
    assertThat(one.keys(new byte[Spake2.SHARE])).isEmpty();
  }

  /** Else somebody knew the common point without knowing the password. */
  @Test
  void refusesTheShareThatMakesTheCommonPointTheNeutralOne() {
    BigInteger password = BigInteger.valueOf(77);
    Spake2 one = Spake2.of(Side.FIRST, SETTING, password, BigInteger.TEN);
    byte[] onlyTheBlind = Spake2.of(Side.SECOND, SETTING, password, BigInteger.ZERO).share();
    assertThat(one.keys(onlyTheBlind)).isEmpty();
  }

  private static Spake2 begin(Side side, Setting setting, String password) {
    byte[] stretched = new byte[40];
    System.arraycopy(ascii(password), 0, stretched, 0, password.length());
    return Spake2.begin(side, setting, stretched, new Random(side.ordinal())::nextBytes);
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex, 16);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
