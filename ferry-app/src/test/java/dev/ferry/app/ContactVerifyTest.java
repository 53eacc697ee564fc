package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.io.key.PinFile;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.stanza.Jid;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactVerifyTest {
  private static final Jid BOB = Jid.of("bob@example.org");
  private static final String PRINT =
      "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() {
    shell = new Shell(folder);
  }

  private PinFile pins() {
    return new PinFile(shell.home().keys());
  }

  @Test
  void acceptsTheDeviceWhoseFingerprintWasCompared() throws Exception {
    pins().remember(new Pin(BOB, PRINT, Trust.REFUSED, true));

    int status = shell.run("contact", "verify", "bob@example.org", PRINT.replace(":", ""));

    assertThat(status).as(shell.err()).isEqualTo(ExitStatus.DONE);
    assertThat(pins().of(BOB)).containsExactly(new Pin(BOB, PRINT, Trust.VERIFIED, true));
  }

  @Test
  void showsWhatIsKnownAndWhatToDo() throws Exception {
    pins().remember(new Pin(BOB, PRINT, Trust.REFUSED, true));

    assertThat(shell.run("contact", "verify", "bob@example.org")).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out() + shell.err())
        .contains("refused", PRINT, "ferry contact verify bob@example.org FINGERPRINT");
    assertThat(pins().of(BOB)).extracting(Pin::trust).containsExactly(Trust.REFUSED);
  }

  @Test
  void saysWhenNobodyIsKnown() {
    assertThat(shell.run("contact", "verify", "bob@example.org")).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out() + shell.err()).contains("No device of bob@example.org is known yet.");
  }

  @Test
  void refusesWhatIsNoFingerprint() throws Exception {
    int status = shell.run("contact", "verify", "bob@example.org", "whatever");

    assertThat(status).isEqualTo(ExitStatus.USAGE);
    assertThat(pins().of(BOB)).isEmpty();
  }

  @Test
  void showsTheSameFingerprintEachTime() {
    assertThat(shell.run("id")).isEqualTo(ExitStatus.DONE);
    String once = shell.out() + shell.err();
    shell.run("id");

    assertThat(once).contains("Fingerprint of this device: ");
    assertThat(shell.out() + shell.err()).isEqualTo(once);
  }

  @Test
  void knowsTheRulesOfEncryption() {
    assertThat(shell.run("send", "f", "bob@example.org", "--encrypt", "maybe"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).contains("required, auto, off");
  }
}
