package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Two devices with Ferry on one server; each kind of server runs these rows. */
interface FerryToFerryRows {
  String IN_BAND = "http://jabber.org/protocol/ibb";

  XmppServer server();

  @Test
  default void sendsDirectly(Scene scene) throws Exception {
    int start = server().now();
    SampleFile file = SampleFile.create(scene.folder("out"), "direct.bin", SampleFile.LARGE);
    exchange(scene, file, "alice", "bob", "direct");
    assertThat(server().since(start)).doesNotContain("<activate").doesNotContain("<data");
  }

  @Test
  default void sendsByIce(Scene scene) throws Exception {
    int start = server().now();
    SampleFile file = SampleFile.create(scene.folder("out"), "ice.bin", SampleFile.LARGE);
    exchange(scene, file, "alice", "bob", "ice");
    assertThat(server().since(start)).doesNotContain("<activate").doesNotContain("<data");
  }

  @Test
  default void sendsThroughTheServersProxy(Scene scene) throws Exception {
    int start = server().now();
    SampleFile file = SampleFile.create(scene.folder("out"), "proxy.bin", SampleFile.LARGE);
    exchange(scene, file, "carol", "dave", "proxy");
    assertThat(server().since(start)).contains("<activate").doesNotContain("<data");
  }

  @Test
  default void sendsInBand(Scene scene) throws Exception {
    int start = server().now();
    SampleFile file = SampleFile.create(scene.folder("out"), "in-band.bin", SampleFile.SMALL);
    exchange(scene, file, "erin", "frank", "in-band");
    assertThat(server().since(start)).contains(IN_BAND).contains("<data");
  }

  @Test
  default void sendsInClearOnlyWhenTold(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "clear.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server(), "grace").receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server(), "heidi")
            .send(file, XmppServer.jid("grace"), "--encrypt", "off");
    sender.assertSent(file, "direct", "hash");
    receiver.assertReceived(file, "direct", "hash", in);
    sender.assertEncryption("none");
  }

  @Test
  default void sendsTheBestWayWhenNoneIsNamed(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "any way.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server(), "grace").receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server(), "heidi").send(file, XmppServer.jid("grace"));
    sender.assertSent(file, "direct", "hash");
    receiver.assertReceived(file, "direct", "hash", in);
  }

  @Test
  default void givesAgainWhatItOnceSent(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "again.bin", SampleFile.LARGE);
    FerryDevice sender = FerryDevice.create(scene, server(), "ivan");
    FerryDevice receiver = FerryDevice.create(scene, server(), "judy");
    Path first = scene.folder("first");
    FerryProcess receiving = receiver.receive(first);
    sender.send(file, XmppServer.jid("judy")).assertSent(file, "direct", "hash");
    String transfer = receiving.awaitEnd(file.size()).text("transfer");
    receiving.assertReceived(file, "direct", "hash", first);
    sender.receiveAll(scene.folder("own"));
    Path second = scene.folder("second");
    receiver.again(transfer, second).assertReceived(file, "direct", "hash", second);
    Files.writeString(file.path(), "changed");
    receiver.again(transfer, second).assertEnd(1, "storage-failed");
  }

  private void exchange(Scene scene, SampleFile file, String from, String to, String route)
      throws Exception {
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server(), to).receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server(), from).send(file, XmppServer.jid(to), "--via", route);
    sender.assertSent(file, route, "hash");
    receiver.assertReceived(file, route, "hash", in);
    sender.assertEncryption("xtls");
    receiver.assertEncryption("xtls");
  }
}
