package dev.ferry.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes as people say and type them. */
class CodeTest {
  private static final Code CODE = new Code(42, List.of("acorn", "volcano", "walnut"));

  @Test
  void isReadAsItIsWritten() {
    assertThat(CODE).hasToString("42-acorn-volcano-walnut");
    assertThat(Code.parse(CODE.toString())).contains(CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"42 acorn volcano walnut", " 0042-ACORN Volcano  walnut ", "42-aco-vol-wal"})
  void isReadAsPeopleTypeIt(String typed) {
    assertThat(Code.parse(typed)).contains(CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "42-acorn-volcano",
        "42-acorn-volcano-walnut-acorn",
        "0-acorn-volcano-walnut",
        "10000-acorn-volcano-walnut",
        "-1-acorn-volcano-walnut",
        "42-acorn-volcano-wallnut",
        "42-ac-volcano-walnut",
        "acorn-volcano-walnut-42",
        "٤٢-acorn-volcano-walnut"
      })
  void isNotReadWhenItIsNone(String typed) {
    assertThat(Code.parse(typed)).isEmpty();
  }

  @Test
  void isDrawnFromAllThereAre() {
    Random random = new Random(1);
    Set<String> words = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      Code code = Code.draw(random::nextBytes);
      assertThat(code.number()).isBetween(1, Code.NUMBERS);
      assertThat(Code.parse(code.toString())).contains(code);
      words.addAll(code.words());
    }
    assertThat(words).hasSize(256);
  }

  @Test
  void showsInThePlaceNothingOfTheWords() {
    assertThat(new Code(42, List.of("maple", "maple", "maple")).place()).isEqualTo(CODE.place());
    assertThat(new Code(43, CODE.words()).place()).isNotEqualTo(CODE.place());
  }

  @Test
  void hasWordsThatAreToldApart() {
    List<String> words = Words.all();
    assertThat(words).hasSize(256).doesNotHaveDuplicates().allMatch(w -> w.matches("[a-z]{4,8}"));
    assertThat(words.stream().map(w -> w.substring(0, Words.TELLING)).distinct()).hasSize(256);
    for (String one : words) {
      assertThat(words).filteredOn(other -> !other.equals(one) && errors(one, other) < 3).isEmpty();
    }
    assertThat(Words.complete("zz")).isEqualTo(Optional.empty());
  }

  /** How many letters are to be added, left out or replaced. */
  private static int errors(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(Math.min(now[j - 1], before[j]) + 1, before[j - 1] + changed);
      }
      before = now;
    }
    return before[other.length()];
  }
}
