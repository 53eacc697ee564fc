package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The harness itself: peers that are known to understand each other, with no Ferry between them.
 */
@Needs({Program.PROSODY, Program.EJABBERD, Program.GAJIM, Program.DINO})
final class PeerToPeerTest {

  @Test
  void gajimSendsToDinoOverProsody(Scene scene) throws Exception {
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
    SampleFile file = SampleFile.create(scene.folder("out"), "gajim to dino", SampleFile.LARGE);
    DinoPeer receiver = DinoPeer.receive(scene, server, "alice", "bob");
    GajimPeer sender = GajimPeer.send(scene, server, "bob", "alice", file);
    assertThat(receiver.awaitReceived().number("size")).isEqualTo(file.size());
    sender.awaitDone();
    file.assertAloneIn(receiver.files());
  }

  @Test
  void dinoSendsToGajimOverEjabberd(Scene scene) throws Exception {
    Ejabberd server = scene.keep(Ejabberd.start(scene.folder("ejabberd")));
    SampleFile file = SampleFile.create(scene.folder("out"), "dino to gajim", SampleFile.LARGE);
    Path in = scene.folder("in");
    GajimPeer receiver = GajimPeer.receive(scene, server, "alice", in);
    DinoPeer sender = DinoPeer.send(scene, server, "bob", "alice", file);
    sender.awaitOffered();
    assertThat(receiver.awaitDone().number("bytes")).isEqualTo(file.size());
    file.assertAloneIn(in);
  }
}
