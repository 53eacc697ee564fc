package dev.ferry.sim.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsRehearsal;
import dev.ferry.sim.key.SimIdentity;
import org.junit.jupiter.api.Test;

class TlsRehearsalTest {
  @Test
  void everythingThatIsSaidIsHeard() throws Exception {
    TlsEngines engines = TlsEngines.of(SimIdentity.named("alice").credentials());

    assertThat(TlsRehearsal.run(engines)).isEqualTo(4000L * 8192);
  }
}
