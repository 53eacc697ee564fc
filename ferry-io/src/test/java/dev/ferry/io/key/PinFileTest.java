package dev.ferry.io.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.stanza.Jid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinFileTest {
  private static final Jid BOB = Jid.of("bob@example.org");

  @TempDir private Path home;

  @Test
  void nobodyIsKnownAtFirst() throws Exception {
    assertThat(new PinFile(home.resolve("none")).of(BOB)).isEmpty();
  }

  @Test
  void remembersPinsByAccount() throws Exception {
    Pin one = new Pin(Jid.of("bob@example.org/phone"), "AA:BB", Trust.FIRST_USE, true);
    Pin two = new Pin(BOB, "CC:DD", Trust.REFUSED, false);
    Pin other = new Pin(Jid.of("carol@example.org"), "AA:BB", Trust.VERIFIED, false);
    PinFile pins = new PinFile(home.resolve("new"));
    for (Pin pin : List.of(one, two, other)) {
      pins.remember(pin);
    }

    assertThat(new PinFile(home.resolve("new")).of(Jid.of("bob@example.org/desk")))
        .containsExactly(new Pin(BOB, "AA:BB", Trust.FIRST_USE, true, "phone"), two);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("new/peers"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aPinThatChangesKeepsItsPlace() throws Exception {
    PinFile pins = new PinFile(home);
    Pin first = new Pin(BOB, "AA:BB", Trust.REFUSED, false);
    Pin second = new Pin(BOB, "CC:DD", Trust.FIRST_USE, false);
    pins.remember(first);
    pins.remember(second);
    pins.remember(first.trusted(Trust.VERIFIED));

    assertThat(pins.of(BOB)).containsExactly(first.trusted(Trust.VERIFIED), second);
  }

  @Test
  void aLineThatCannotBeReadIsNamed() throws Exception {
    Files.writeString(home.resolve("peers"), "bob@example.org AA:BB whatever\n");

    assertThatThrownBy(() -> new PinFile(home).of(BOB))
        .hasMessageContaining("peers")
        .hasMessageContaining("AA:BB whatever");
  }

  @Test
  void noneIsLostWhenManyAreRememberedAtOnce() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Pin pin = new Pin(BOB, "AA:" + i, Trust.FIRST_USE, false);
        all.add(() -> {
          new PinFile(home).remember(pin);
          return true;
        });
      }
      for (Future<Boolean> each : pool.invokeAll(all)) {
        each.get();
      }
    }
    assertThat(new PinFile(home).of(BOB)).hasSize(20);
  }
}
