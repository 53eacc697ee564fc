package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An account with two devices on a real server: an offer to the account reaches both. */
@Needs(Program.PROSODY)
final class DevicesTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void bothDevicesAreOfferedTheFile(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "for both.bin", SampleFile.LARGE);
    Path laptop = scene.folder("on laptop");
    Path phone = scene.folder("on phone");
    FerryProcess onLaptop = FerryDevice.another(scene, server, "bob", "laptop").receive(laptop);
    FerryProcess onPhone = FerryDevice.another(scene, server, "bob", "phone").receive(phone);
    int start = server.now();
    FerryProcess sender =
        FerryDevice.create(scene, server, "alice").send(file, XmppServer.jid("bob"));
    sender.assertSent(file, "direct", "hash");
    assertThat(server.since(start).split("session-initiate", -1)).hasSizeGreaterThan(2);
    // Both took it at once: each got it whole, or was told that it is not needed any more.
    boolean onOne = arrived(onLaptop.awaitEnd(file.size()), file, laptop);
    boolean onOther = arrived(onPhone.awaitEnd(file.size()), file, phone);
    assertThat(onOne || onOther).as("one of them has it").isTrue();
  }

  /** Whether the file is there whole; if not, the sender took it back and nothing is there. */
  private static boolean arrived(Line end, SampleFile file, Path folder) throws Exception {
    if (end.has("reason", "completed")) {
      file.assertAloneIn(folder);
      return true;
    }
    assertThat(end.text("reason")).isEqualTo("cancelled");
    assertThat(folder).isEmptyDirectory();
    return false;
  }
}
