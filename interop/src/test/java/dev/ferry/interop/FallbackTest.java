package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that reach nobody but their server: what is left is the way through it. */
@Needs({Program.PROSODY, Program.GAJIM})
final class FallbackTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  private static FerryDevice island(Scene scene, String account) throws Exception {
    return FerryDevice.create(scene, server, account).island(server);
  }

  @Test
  void ferryFallsBackToTheServers(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "fallback.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    int start = server.now();
    FerryProcess receiver = island(scene, "alice").receive(in);
    FerryProcess sender = island(scene, "bob").send(file, XmppServer.jid("alice"));
    sender.assertSent(file, "in-band", "hash");
    receiver.assertReceived(file, "in-band", "hash", in);
    assertThat(server.since(start)).contains("transport-replace").contains("transport-accept");
  }

  @Test
  void ferryFallsBackWithGajimReceiving(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "to gajim.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    GajimPeer receiver = GajimPeer.receiveOnIsland(scene, server, "carol", in);
    FerryProcess sender = island(scene, "dave").send(file, XmppServer.jid("carol"));
    sender.assertSent(file, "in-band", "sent");
    assertThat(receiver.awaitDone().number("bytes")).isEqualTo(file.size());
    file.assertAloneIn(in);
  }

  @Test
  void gajimFallsBackWithFerryReceiving(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "from gajim.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess receiver = island(scene, "erin").receive(in);
    GajimPeer.sendFromIsland(scene, server, "frank", "erin", file);
    receiver.assertReceived(file, "in-band", "hash", in);
  }
}
