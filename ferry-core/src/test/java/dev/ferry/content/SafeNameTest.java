package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {
  private static String safe(String name) {
    return SafeName.of(name).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photo.jpg",
        "100%.txt",
        "100%ab.txt",
        "50 % off, really.pdf",
        "Köln – Straße.txt",
        "写真 1.jpg",
        "نامه.pdf",
        "smile 😀.png",
        "v1.2.3.tar.gz",
        "-rf",
        "~backup",
        "console.log",
        "COM10.txt",
        "nulls.bin",
        "Wait….mp3",
        "a_b",
        "no extension"
      })
  void keepsAnOrdinaryName(String name) {
    assertThat(safe(name)).isEqualTo(name);
    assertThat(SafeName.of(name).changed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "../../etc/passwd, passwd",
        "/etc/passwd, passwd",
        "a/b/../c, c",
        "C:\\Windows\\System32\\evil.dll, evil.dll",
        "C:evil.dll, C_evil.dll",
        "\\\\server\\share\\x.txt, x.txt",
        "//server/share/x.txt, x.txt",
        "\\\\?\\C:\\x.txt, x.txt",
        "..\\..\\x, x",
        "x/, x",
        "x/.., x",
        "./x, x"
      })
  void keepsOnlyTheLastComponentOfAPath(String name, String safe) {
    assertThat(safe(name)).isEqualTo(safe);
    assertThat(SafeName.of(name).changed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", "...", "/", "\\", "//", "../..", ". .", "%2e%2e", "\u202e"})
  void namesAFileThatHasNoUsableName(String name) {
    assertThat(safe(name)).isEqualTo("file");
  }

  @ParameterizedTest
  @CsvSource({
    "..%2f..%2fetc%2fpasswd, passwd",
    "%2e%2e%5cevil.exe, evil.exe",
    "%2E%2E/x, x",
    "my%20holiday.jpg, my holiday.jpg",
    "K%C3%B6ln.txt, Köln.txt",
    "%252e%252e%252fx, _2e_2e_2fx",
    "%25252f, _252f",
    "a%00.txt, a_.txt",
    "%c0%af, %c0%af",
    "100%2f, 100",
    "５0％2fx, ５0_2fx"
  })
  void decodesEscapesOnceAndChecksAfterwards(String name, String safe) {
    assertThat(safe(name)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource({
    "．．／．．／etc, __.._etc",
    "a／b, a_b",
    "a＼b, a_b",
    "a⧸b, a_b",
    "a∕b, a_b",
    "．bashrc, _bashrc",
    "a．txt, a.txt",
    "‥, _",
    "C：x, C_x"
  })
  void foldsFormsThatLossyConversionsTurnIntoSeparators(String name, String safe) {
    assertThat(safe(name)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource({
    "'a\u0000b', a_b",
    "'a\nb', a_b",
    "'a\tb', a_b",
    "'\u001b[2Jx', _[2Jx",
    "'a\u009bb', a_b",
    "'a\u2028b', a_b",
    "'a\uD800b', a_b",
    "'a\uFFFFb', a_b",
    "'photo\u202egpj.exe', photogpj.exe",
    "'a\u200b\u200d\ufeffb.txt', ab.txt",
    "'.\u200b./x\u2066', x",
    "'\u200b.profile', _profile",
    "'\uDB40\u200b\uDC01', __"
  })
  void dropsWhatCannotBeSeenAndReplacesControls(String name, String safe) {
    assertThat(safe(name)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource({".bashrc, _bashrc", "..hidden, _hidden", ".ssh/authorized_keys, authorized_keys"})
  void showsADotfile(String name, String safe) {
    assertThat(safe(name)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource({
    "CON, _CON",
    "nul.txt, _nul.txt",
    "Aux.tar.gz, _Aux.tar.gz",
    "com1, _com1",
    "COM¹.log, _COM¹.log",
    "LPT9 .x, _LPT9 .x",
    "CONIN$, _CONIN$",
    "ＮＵＬ, _ＮＵＬ",
    "x:CON, x_CON",
    "'trailing. . ', trailing",
    "a.txt:stream, a.txt_stream",
    "a.txt::$DATA, a.txt__$DATA",
    "'what?*<>|\"', what______"
  })
  void avoidsWhatWindowsReserves(String name, String safe) {
    assertThat(safe(name)).isEqualTo(safe);
  }

  @Test
  void composesCharacters() {
    assertThat(safe("Ko\u0308ln")).isEqualTo("K\u00f6ln");
  }

  @ParameterizedTest
  @CsvSource({
    "x, .txt, .txt",
    "é, .tar.gz, .tar.gz",
    "😀, .jpeg, .jpeg",
    "x, .averyveryveryverylongextension, ''"
  })
  void clipsALongNameButKeepsItsExtension(String letter, String extension, String kept) {
    String safe = safe(letter.repeat(400) + extension);
    assertThat(safe).startsWith(letter).endsWith(kept);
    assertThat(safe.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(SafeName.MAX_BYTES - 3, SafeName.MAX_BYTES);
    assertThat(safe.codePoints().limit(40)).containsOnly(letter.codePointAt(0));
  }

  @Test
  void clipsWithinMomentsHoweverLongTheName() {
    assertThat(safe("x%2f/".repeat(300_000) + "y".repeat(300_000))).hasSize(SafeName.MAX_BYTES);
  }

  @Test
  void cannotBeMadeWithAnotherText() {
    assertThatThrownBy(() -> new SafeName("x", "../x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
