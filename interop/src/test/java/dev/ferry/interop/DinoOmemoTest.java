package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dino 0.4 and Ferry, encrypted by JET with OMEMO, and again after both were started anew. */
@Needs({Program.PROSODY, Program.DINO})
final class DinoOmemoTest {
  /** A key for new sessions was used up, or a device is new. */
  private static final String NEW_KEYS = "<publish node='eu.siacs.conversations.axolotl.bundles:";

  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void dinoSendsToFerryTwice(Scene scene) throws Exception {
    FerryDevice ferry = FerryDevice.create(scene, server, "alice");
    int first = server.now();
    receiveFromDino(scene, ferry, "first").assertEncryption("jet-omemo");
    assertThat(server.since(first)).contains("urn:xmpp:jingle:jet:0").contains(NEW_KEYS);

    int second = server.now();
    FerryProcess again = receiveFromDino(scene, ferry, "second");
    again.assertEncryption("jet-omemo");
    again.assertProof("pinned");
    assertThat(server.since(second)).contains("urn:xmpp:jingle:jet:0").doesNotContain(NEW_KEYS);
  }

  private static FerryProcess receiveFromDino(Scene scene, FerryDevice ferry, String name)
      throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), name + ".bin", SampleFile.LARGE);
    Path in = scene.folder("in-" + name);
    FerryProcess receiver = ferry.receive(in);
    DinoPeer sender = DinoPeer.sendEncrypted(scene, server, "bob", "alice", file);
    sender.awaitOffered();
    receiver.assertReceived(file, "direct", "tag", in);
    sender.end();
    return receiver;
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
