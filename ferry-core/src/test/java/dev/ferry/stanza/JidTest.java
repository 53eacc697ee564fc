package dev.ferry.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "island.example",
        "mira@island.example",
        "mira@island.example/pier",
        "island.example/pier",
        "mira@[2001:db8::1]",
        "mira@island.example/a@b/c d",
        "mira@island.example/🚢",
      })
  void writesAgainWhatItRead(String text) {
    assertThat(Jid.parse(text).map(Jid::toString)).contains(text);
  }

  @Test
  void readsTheThreeParts() {
    assertThat(Jid.of("mira@island.example/pier/2"))
        .isEqualTo(new Jid("mira", "island.example", "pier/2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "/",
        "@island.example",
        "mira@",
        "mira@/pier",
        "mira@island.example/",
        "mi ra@island.example",
        "mira@island@example",
        "mi<ra@island.example",
        "mi\"ra@island.example",
        "mira@island.example\n",
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(Jid.parse(text)).isEmpty();
  }

  @Test
  void refusesPartsThatAreTooLong() {
    assertThat(Jid.parse("a".repeat(1023) + "@b")).isPresent();
    assertThat(Jid.parse("a".repeat(1024) + "@b")).isEmpty();
    assertThat(Jid.parse("a@b/" + "r".repeat(1024))).isEmpty();
  }

  @Test
  void comparesWithoutCaseExceptForTheResource() {
    assertThat(Jid.of("Mira@Island.Example/Pier")).isEqualTo(Jid.of("mira@island.example/Pier"));
    assertThat(Jid.of("mira@island.example/Pier")).isNotEqualTo(Jid.of("mira@island.example/pier"));
  }

  @Test
  void knowsItsBareForm() {
    Jid full = Jid.of("mira@island.example/pier");

    assertThat(full.isFull()).isTrue();
    assertThat(full.bare()).isEqualTo(Jid.of("mira@island.example"));
    assertThat(full.bare().isFull()).isFalse();
    assertThat(full.bare().withResource("pier")).isEqualTo(full);
  }

  @Test
  void doesNotAcceptAMistakeOfTheProgram() {
    assertThatThrownBy(() -> Jid.of("@")).isInstanceOf(IllegalArgumentException.class);
  }
}
