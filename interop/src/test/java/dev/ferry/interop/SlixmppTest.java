package dev.ferry.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** slixmpp 1.8, which tells the MD5 of what it offers by the old file transfer. */
@Needs({Program.PROSODY, Program.SLIXMPP})
final class SlixmppTest {
  private static final Duration TRANSFER = Duration.ofSeconds(60);

  @Test
  void anMd5IsComparedAndNotCalledMoreThanItIs(Scene scene) throws Exception {
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
    SampleFile file = SampleFile.create(scene.folder("out"), "with md5.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "alice").receive(in);
    ChildProcess sender =
        scene.keep(
            ChildProcess.start(
                "slixmpp",
                scene.folder("slixmpp"),
                Map.of(
                    "PEER_JID",
                    XmppServer.jid("bob") + "/slixmpp",
                    "PEER_PASSWORD",
                    XmppServer.PASSWORD,
                    "PEER_SERVER",
                    Loopback.text(server.address()),
                    "PEER_TRUST",
                    server.trusted().toString()),
                List.of(
                    Checkout.peers("slixmpp-peer.py").toString(),
                    receiver.awaitReady(),
                    file.path().toString())));
    receiver.assertReceived(file, "in-band", "weak-hash", in);
    sender.await("the sender's last word", TRANSFER, line -> line.has("event", "done"));
  }
}
