package dev.ferry.sim.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsRehearsal;
import dev.ferry.sim.key.SimIdentity;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TlsRehearsalTest {
  @Test
  void everythingThatIsSaidIsHeard() throws Exception {
    TlsEngines engines = TlsEngines.of(SimIdentity.named("alice").credentials());

    assertThat(TlsRehearsal.run(engines, () -> true)).isEqualTo(4000L * 8192);
  }

  @Test
  void endsWhenThereIsSomethingBetterToDo() throws Exception {
    TlsEngines engines = TlsEngines.of(SimIdentity.named("alice").credentials());
    AtomicInteger asked = new AtomicInteger();

    assertThat(TlsRehearsal.run(engines, () -> asked.incrementAndGet() <= 3)).isEqualTo(3 * 8192);
  }
}
