package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two devices with Ferry that encrypt by JET, over a real server, by every way it offers. */
@Needs(Program.PROSODY)
final class FerryJetTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @ParameterizedTest
  @CsvSource({
    "openpgp, direct, alice, bob",
    "openpgp, proxy, carol, dave",
    "openpgp, in-band, erin, frank",
    "omemo, direct, alice, bob",
    "omemo, proxy, carol, dave",
    "omemo, in-band, erin, frank"
  })
  void sendsEncryptedAndTheNextTimeTheKeyIsKnown(
      String method, String route, String from, String to, Scene scene) throws Exception {
    int size = route.equals("in-band") ? SampleFile.SMALL : SampleFile.LARGE;
    FerryDevice receiver = FerryDevice.create(scene, server, to);
    FerryDevice sender = FerryDevice.create(scene, server, from);
    if (method.equals("openpgp")) {
      receiver.withOpenPgp();
      sender.withOpenPgp();
    }
    int start = server.now();
    for (String proof : new String[] {"first-use", "pinned"}) {
      SampleFile file = SampleFile.create(scene.folder("out-" + proof), proof + ".bin", size);
      Path in = scene.folder("in-" + proof);
      FerryProcess receiving = receiver.receive(in);
      FerryProcess sending =
          sender.send(
              file,
              XmppServer.jid(to),
              "--via",
              route,
              "--encrypt",
              "required",
              "--encrypt-with",
              method);
      sending.assertSent(file, route, "hash");
      receiving.assertReceived(file, route, "hash", in);
      for (FerryProcess one : new FerryProcess[] {sending, receiving}) {
        one.assertEncryption("jet-" + method);
        one.assertProof(proof);
      }
    }
    assertThat(server.since(start)).contains("urn:xmpp:jingle:jet:0");
  }
}
