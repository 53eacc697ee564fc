package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dino 0.4 and Ferry. */
@Needs({Program.PROSODY, Program.DINO})
final class DinoTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void dinoSendsToFerry(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "from dino.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    int start = server.now();
    FerryProcess receiver = FerryDevice.create(scene, server, "alice").receive(in);
    DinoPeer sender = DinoPeer.send(scene, server, "bob", "alice", file);
    sender.awaitOffered();
    receiver.assertReceived(file, "direct", "size", in);
    // Dino says nothing more of what it sends; what it was told is the end of it.
    assertThat(server.since(start)).contains("session-terminate").contains("<success");
  }

  @Test
  void ferrySendsToDino(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "to dino.bin", SampleFile.LARGE);
    DinoPeer receiver = DinoPeer.receive(scene, server, "carol", "dave");
    FerryProcess sender =
        FerryDevice.create(scene, server, "dave").send(file, XmppServer.jid("carol"));
    sender.assertSent(file, "direct", "sent");
    assertThat(receiver.awaitReceived().number("size")).isEqualTo(file.size());
    file.assertAloneIn(receiver.files());
  }

  @Test
  void ferrySendsAFolderFileByFile(Scene scene) throws Exception {
    Path folder = SampleFolder.ofTwo(scene.folder("out"));
    DinoPeer receiver = DinoPeer.receive(scene, server, "erin", "frank");
    FerryProcess sender =
        FerryDevice.create(scene, server, "frank").send(folder, XmppServer.jid("erin"));
    SampleFolder.assertSeries(sender.assertEnd(0, "completed"));
    try (Stream<Path> files = Files.list(receiver.files())) {
      assertThat(files.map(f -> f.toFile().length())).containsExactlyInAnyOrder(50_000L, 60_000L);
    }
  }
}
