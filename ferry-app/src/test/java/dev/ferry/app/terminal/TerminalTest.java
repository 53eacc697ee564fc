package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  @Test
  void leavesOrdinaryNamesAlone() {
    String name = "Résumé (final) – 報告 №7 😀.pdf";

    assertThat(Terminal.escape(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "001b, escape",
    "0007, bell",
    "000a, line feed",
    "000d, carriage return",
    "0008, backspace",
    "007f, delete",
    "009b, C1 control sequence introducer",
    "202e, right-to-left override",
    "202a, left-to-right embedding",
    "2066, isolate",
    "200f, right-to-left mark",
    "061c, arabic letter mark",
    "200b, zero width space",
    "200d, zero width joiner",
    "2060, word joiner",
    "feff, byte order mark",
    "00ad, soft hyphen",
    "2028, line separator",
    "2029, paragraph separator",
    "180e, mongolian vowel separator",
    "3164, hangul filler",
    "2800, blank braille",
    "e0041, tag letter",
    "e0100, supplementary variation selector",
    "e000, private use",
    "d800, lone surrogate",
    "ffff, noncharacter"
  })
  void writesOutWhatActsOrHides(String hex, String what) {
    String hostile = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";

    assertThat(Terminal.escape(hostile))
        .as(what)
        .isEqualTo("a\\u{" + hex.replaceFirst("^0+", "") + "}b");
  }

  @Test
  void disarmsAnEscapeSequence() {
    assertThat(Terminal.escape("\u001b]0;owned\u0007\u001b[2Jx"))
        .isEqualTo("\\u{1b}]0;owned\\u{7}\\u{1b}[2Jx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\u202f", "\u3000", "\u2003"})
  void drawsExoticSpacesAsPlainOnes(String space) {
    assertThat(Terminal.escape("a" + space + "b")).isEqualTo("a b");
  }

  @Test
  void stopsAHeapOfCombiningMarks() {
    assertThat(Terminal.escape("e" + "\u0301".repeat(50)))
        .startsWith("e\u0301\u0301\\u{301}")
        .doesNotContain("\u0301\u0301\u0301");
  }

  @Test
  void letsNothingHarmfulThroughWhateverComes() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder any = new StringBuilder();
      random.ints(40, 0, Character.MAX_CODE_POINT + 1).forEach(any::appendCodePoint);
      random.ints(20, 0, 0x3000).forEach(any::appendCodePoint);

      assertThat(Terminal.escape(any.toString()).codePoints())
          .noneMatch(point ->
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
                default -> false;
              });
    }
  }

  @Test
  void clipsALongNameInItsMiddle() {
    String shown = Terminal.escape("a".repeat(300) + ".pdf", 20);

    assertThat(shown).hasSize(20).startsWith("aaa").contains("…").endsWith("a.pdf");
  }

  @Test
  void countsEscapesWhenItClips() {
    assertThat(Columns.of(Terminal.escape("\u202e".repeat(100), 30))).isLessThanOrEqualTo(30);
  }
}
