package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * libpurple 2.14, which knows the old file transfer alone, and Ferry: each way in both directions.
 */
@Needs({Program.PROSODY, Program.PURPLE})
final class PurpleTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  private static SampleFile file(Scene scene, int size) throws Exception {
    return SampleFile.create(scene.folder("out"), "old file.bin", size);
  }

  @Test
  void ferrySendsDirectly(Scene scene) throws Exception {
    sent(scene, "alice", "bob", "direct", SampleFile.LARGE);
  }

  @Test
  void ferrySendsThroughTheProxy(Scene scene) throws Exception {
    sent(scene, "carol", "dave", "proxy", SampleFile.LARGE);
  }

  @Test
  void ferrySendsInBand(Scene scene) throws Exception {
    sent(scene, "erin", "frank", "in-band", SampleFile.SMALL);
  }

  private static void sent(Scene scene, String from, String to, String route, int size)
      throws Exception {
    SampleFile file = file(scene, size);
    Path in = scene.folder("in");
    PurplePeer receiver = PurplePeer.receive(scene, server, to, in);
    FerryProcess sender =
        FerryDevice.create(scene, server, from).send(file, XmppServer.jid(to), "--via", route);
    sender.assertSent(file, route, "sent");
    receiver.awaitDone(file);
    file.assertAloneIn(in);
  }

  @Test
  void ferryGoesOnInBandWhereNoConnectionComes(Scene scene) throws Exception {
    SampleFile file = file(scene, SampleFile.SMALL);
    Path in = scene.folder("in");
    int start = server.now();
    PurplePeer receiver = PurplePeer.receiveOnIsland(scene, server, "heidi", in);
    FerryProcess sender =
        FerryDevice.create(scene, server, "grace").send(file, XmppServer.jid("heidi"));
    sender.assertSent(file, "in-band", "sent");
    receiver.awaitDone(file);
    file.assertAloneIn(in);
    assertThat(server.since(start)).contains("streamhost").contains("item-not-found");
  }

  @Test
  void libpurpleSendsDirectly(Scene scene) throws Exception {
    SampleFile file = file(scene, SampleFile.LARGE);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "ivan").receive(in);
    PurplePeer sender = PurplePeer.send(scene, server, "judy", "ivan", file);
    receiver.assertReceived(file, "direct", "size", in);
    sender.awaitDone(file);
  }

  @Test
  void libpurpleSendsThroughTheProxy(Scene scene) throws Exception {
    SampleFile file = file(scene, SampleFile.LARGE);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "kim").receive(in);
    PurplePeer sender = PurplePeer.sendByProxy(scene, server, "leo", "kim", file);
    receiver.assertReceived(file, "proxy", "size", in);
    sender.awaitDone(file);
  }

  @Test
  void libpurpleGoesOnInBandWhereNoConnectionComes(Scene scene) throws Exception {
    SampleFile file = file(scene, SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "mallory").island(server).receive(in);
    PurplePeer sender = PurplePeer.send(scene, server, "niaj", "mallory", file);
    receiver.assertReceived(file, "in-band", "size", in);
    sender.awaitDone(file);
  }
}
