package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.identity.Archive;
import dev.ferry.identity.Linking;
import dev.ferry.identity.PinCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A second device finds the account by a code. */
class LinkingTest {
  private static final PinCode CODE = new PinCode("AB12CD34");

  @Test
  void anotherDeviceFindsTheAccountByItsCodeAndPasswordOnly() {
    Town.once(town -> {
      Archive alice = Cast.alice(town.now());
      Linking there = linking(town, 0);
      Linking here = linking(town, 2);
      try (var _ = there.offer(alice, CODE, "secret", town.soon())) {
        assertThat(here.take(CODE, "secret", town.soon()).map(Archive::text))
            .isEqualTo(Optional.of(alice.text()));
        assertThat(here.take(CODE, "other", town.soon())).isEmpty();
        assertThat(here.take(new PinCode("AB12CD35"), "secret", town.soon())).isEmpty();
      }
    });
  }

  private static Linking linking(Town town, int node) {
    return new Linking(town.dht(node), town.world.tasks(), town.world.random());
  }
}
