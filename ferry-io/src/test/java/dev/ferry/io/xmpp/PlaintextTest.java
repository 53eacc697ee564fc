package dev.ferry.io.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.io.tasks.RealTasks;
import dev.ferry.port.Tasks;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaintextTest {
  private final Tasks tasks = new RealTasks();

  @TempDir Path folder;

  @Test
  void aServerWithoutTlsIsRefusedUnlessPlaintextIsAllowed() throws Exception {
    Certificates identity = Certificates.make("localhost", Optional.empty());
    try (PrivateProsody prosody = PrivateProsody.start(tasks, folder, identity, false, "")) {
      assertThatThrownBy(() -> SmackLink.open(prosody.account("alice"), tasks))
          .isInstanceOf(SignInException.class)
          .hasMessageContaining("no encryption")
          .hasMessageContaining("--allow-plaintext");
      try (SmackLink link = SmackLink.open(prosody.account("alice").allowingPlaintext(), tasks)) {
        assertThat(link.encrypted()).isFalse();
      }
    }
  }

  @Test
  void thePasswordItselfIsNeverSentInClear() throws Exception {
    Certificates identity = Certificates.make("localhost", Optional.empty());
    String onlyPlain = "disable_sasl_mechanisms = { \"SCRAM-SHA-1\"; \"SCRAM-SHA-256\" }";
    try (PrivateProsody prosody = PrivateProsody.start(tasks, folder, identity, false, onlyPlain)) {
      assertThatThrownBy(() -> SmackLink.open(prosody.account("alice").allowingPlaintext(), tasks))
          .isInstanceOf(SignInException.class)
          .hasMessageContaining("only in clear");
    }
  }
}
