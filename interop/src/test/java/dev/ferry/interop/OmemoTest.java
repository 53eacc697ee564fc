package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two devices with Ferry that encrypt with OMEMO, over Prosody. */
@Needs(Program.PROSODY)
final class OmemoTest {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void sendsDirectlyAndAgainAfterARestart(Scene scene) throws Exception {
    FerryDevice sender = FerryDevice.create(scene, server, "alice");
    FerryDevice receiver = FerryDevice.create(scene, server, "bob");
    exchange(scene, sender, receiver, "bob", "direct", "first-use");
    exchange(scene, sender, receiver, "bob", "direct", "pinned");
  }

  @Test
  void sendsThroughTheServersProxy(Scene scene) throws Exception {
    FerryDevice sender = FerryDevice.create(scene, server, "carol");
    FerryDevice receiver = FerryDevice.create(scene, server, "dave");
    exchange(scene, sender, receiver, "dave", "proxy", "first-use");
  }

  @Test
  void sendsInBand(Scene scene) throws Exception {
    FerryDevice sender = FerryDevice.create(scene, server, "erin");
    FerryDevice receiver = FerryDevice.create(scene, server, "frank");
    exchange(scene, sender, receiver, "frank", "in-band", "first-use");
  }

  @Test
  void sendsToNobodyWhoseNewKeyWasNotLookedAt(Scene scene) throws Exception {
    FerryDevice sender = FerryDevice.create(scene, server, "grace");
    FerryDevice receiver = FerryDevice.create(scene, server, "heidi");
    sender.verify("heidi", "ab".repeat(32));
    Path in = scene.folder("in");
    SampleFile file = SampleFile.create(scene.folder("out"), "new.bin", SampleFile.SMALL);
    FerryProcess receiving = receiver.receive(in);
    Line end = send(sender, file, "heidi", "direct").assertEnd(5, "security-refused");
    String refusal = end.text();
    int at = refusal.indexOf("ferry contact verify " + XmppServer.jid("heidi") + " ");
    assertThat(at).as(refusal).isPositive();
    String print = refusal.substring(at).split("[ ,]")[4];
    sender.verify("heidi", print);
    FerryProcess sending = send(sender, file, "heidi", "direct");
    sending.assertSent(file, "direct", "hash");
    sending.assertProof("verified");
    receiving.assertReceived(file, "direct", "hash", in);
  }

  private static FerryProcess send(FerryDevice from, SampleFile file, String to, String route)
      throws Exception {
    return from.send(
        file,
        XmppServer.jid(to),
        "--via",
        route,
        "--encrypt",
        "required",
        "--encrypt-with",
        "omemo");
  }

  static void exchange(
      Scene scene, FerryDevice sender, FerryDevice receiver, String to, String route, String proof)
      throws Exception {
    int size = route.equals("in-band") ? SampleFile.SMALL : SampleFile.LARGE;
    SampleFile file = SampleFile.create(scene.folder("out"), proof + ".bin", size);
    Path in = scene.folder("in-" + proof);
    FerryProcess receiving = receiver.receive(in);
    FerryProcess sending = send(sender, file, to, route);
    sending.assertSent(file, route, "hash");
    receiving.assertReceived(file, route, "hash", in);
    for (FerryProcess each : new FerryProcess[] {sending, receiving}) {
      each.assertEncryption("jet-omemo");
      each.assertProof(proof);
    }
  }
}
