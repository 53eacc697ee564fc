package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.PinCode.Slot;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Codes by which a second device finds the account. */
class PinCodeTest {
  private static final PinCode CODE = new PinCode("AB12CD34");
  private static final Instant NOW = Instant.ofEpochSecond(1200L * 1_000_000);

  @Test
  void isTypedInAnyCase() {
    assertThat(PinCode.parse(" ab12-cd34 ")).contains(CODE);
    assertThat(PinCode.parse("AB12CD3")).isEmpty();
    assertThat(PinCode.parse("AB12CD3_")).isEmpty();
    assertThat(PinCode.parse("AB12CD3é")).isEmpty();
  }

  @Test
  void isDrawnOfAllLetters() {
    Random random = new Random(3);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      PinCode.draw(random::nextBytes).text().chars().forEach(seen::add);
    }
    assertThat(seen).hasSize(36);
  }

  @Test
  void opensWithinItsTimeAndWithItsPasswordOnly() {
    Slot slot = CODE.slot("secret", NOW, 0);
    Value value = slot.value("the account", new Random(1)::nextBytes);
    Slot later = CODE.slot("secret", NOW.plusSeconds(1200), 1);
    Slot wrong = CODE.slot("Secret", NOW, 0);

    assertThat(slot.open(value)).contains("the account");
    assertThat(later.place()).isEqualTo(slot.place());
    assertThat(later.open(value)).contains("the account");
    assertThat(wrong.place()).isNotEqualTo(slot.place());
    assertThat(wrong.open(value)).isEmpty();
    assertThat(slot.open(Value.of(Bytes.ofText("of a stranger")))).isEmpty();
  }
}
