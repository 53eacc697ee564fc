package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gajim 1.7 and Ferry. */
@Needs({Program.PROSODY, Program.GAJIM})
final class GajimTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void gajimAsShippedSendsToFerry(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "from gajim.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "alice").receive(in);
    GajimPeer sender = GajimPeer.send(scene, server, "bob", "alice", file);
    receiver.assertReceived(file, "direct", "hash", in);
    assertThat(sender.awaitDone().number("bytes")).isEqualTo(file.size());
  }

  @Test
  void ferrySendsToGajim(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "to gajim.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    GajimPeer receiver = GajimPeer.receive(scene, server, "carol", in);
    FerryProcess sender =
        FerryDevice.create(scene, server, "dave").send(file, XmppServer.jid("carol"));
    sender.assertSent(file, "direct", "sent");
    assertThat(receiver.awaitDone().number("bytes")).isEqualTo(file.size());
    assertThat(file.assertAloneIn(in).getFileName()).hasToString(file.name());
  }

  @Test
  void ferrySendsAFolderFileByFile(Scene scene) throws Exception {
    Path folder = SampleFolder.ofTwo(scene.folder("out"));
    Path in = scene.folder("in");
    GajimPeer.receive(scene, server, "erin", in);
    FerryProcess sender =
        FerryDevice.create(scene, server, "frank").send(folder, XmppServer.jid("erin"));
    SampleFolder.assertSeries(sender.assertEnd(0, "completed"));
    assertThat(in.resolve("one.bin")).hasSize(50_000);
    assertThat(in.resolve("two.bin")).hasSize(60_000);
  }
}
