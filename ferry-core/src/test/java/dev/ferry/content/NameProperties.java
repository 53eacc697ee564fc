package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Set;

/** What holds for every safe name, whatever was sent. */
final class NameProperties {
  private static final Set<Integer> FORBIDDEN_TYPES =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR);

  private NameProperties() {}

  static void check(String sent) {
    String safe = SafeName.of(sent).text();
    assertThat(safe).isNotEmpty().doesNotStartWith(".").doesNotStartWith(" ");
    assertThat(safe).doesNotEndWith(".").doesNotEndWith(" ");
    assertThat(safe).doesNotContainPattern("[/\\\\:<>\"|?*\\p{Cntrl}／＼⧸∕⁄]");
    assertThat(safe.codePoints().mapToObj(Character::getType))
        .doesNotContainAnyElementsOf(FORBIDDEN_TYPES);
    assertThat(safe.toUpperCase(java.util.Locale.ROOT))
        .doesNotMatch("(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]) *(\\..*)?");
    assertThat(safe.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(SafeName.MAX_BYTES);
    assertThat(Normalizer.isNormalized(safe, Normalizer.Form.NFC)).isTrue();
    assertThat(PercentEscapes.decode(safe)).as("decoded again").isEqualTo(safe);
    assertThat(SafeName.of(safe).text()).as("made safe again").isEqualTo(safe);
  }
}
