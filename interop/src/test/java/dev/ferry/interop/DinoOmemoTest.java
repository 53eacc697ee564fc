package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dino 0.4 and Ferry, encrypted by JET with OMEMO, and again after both were started anew. */
@Needs({Program.PROSODY, Program.DINO})
final class DinoOmemoTest {
  private static final String BEGINS_SESSION = "prekey='true'";

  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void dinoSendsToFerryTwice(Scene scene) throws Exception {
    FerryDevice ferry = FerryDevice.create(scene, server, "alice");
    int first = server.now();
    receiveFromDino(scene, ferry, "first");
    assertThat(server.since(first)).contains("urn:xmpp:jingle:jet:0").contains(BEGINS_SESSION);

    int second = server.now();
    receiveFromDino(scene, ferry, "second");
    assertThat(server.since(second))
        .contains("urn:xmpp:jingle:jet:0")
        .doesNotContain(BEGINS_SESSION);
  }

  /** Dino sends a message first, so its key is known when the file comes. */
  private static void receiveFromDino(Scene scene, FerryDevice ferry, String name)
      throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), name + ".bin", SampleFile.LARGE);
    Path in = scene.folder("in-" + name);
    FerryProcess receiver = ferry.receive(in);
    DinoPeer sender = DinoPeer.sendEncrypted(scene, server, "bob", "alice", file);
    sender.awaitOffered();
    receiver.assertReceived(file, "direct", "tag", in);
    receiver.assertEncryption("jet-omemo");
    receiver.assertProof("pinned");
    sender.end();
  }

  @Test
  void ferrySendsToDinoTwice(Scene scene) throws Exception {
    FerryDevice ferry = FerryDevice.create(scene, server, "dave");
    sendToDino(scene, ferry, "first", 1, "first-use");
    sendToDino(scene, ferry, "second", 2, "pinned");
  }

  private static void sendToDino(
      Scene scene, FerryDevice ferry, String name, int files, String proof) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), name + ".bin", SampleFile.LARGE);
    DinoPeer receiver = DinoPeer.receive(scene, server, "carol", "dave");
    FerryProcess sender =
        ferry.send(file, XmppServer.jid("carol"), "--encrypt", "required", "--via", "direct");
    sender.assertSent(file, "direct", "sent");
    sender.assertEncryption("jet-omemo");
    sender.assertProof(proof);
    Line received = receiver.awaitReceived();
    assertThat(received.text("encryption")).isEqualTo("omemo");
    assertThat(received.number("size")).isEqualTo(file.size());
    receiver.end();
    try (var landed = Files.list(receiver.files())) {
      assertThat(landed).hasSize(files);
    }
    file.assertAmong(receiver.files());
  }
}
