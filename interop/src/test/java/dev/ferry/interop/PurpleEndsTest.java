package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * libpurple 2.14 and Ferry, one of which does not want a file, or stops it midway: both end, and
 * nothing is left.
 */
@Needs({Program.PROSODY, Program.PURPLE})
final class PurpleEndsTest {
  private static final InetAddress PROXY = Loopback.address();
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    Prosody.Options options = new Prosody.Options(false, Optional.of(PROXY));
    server = scene.keep(Prosody.start(scene.folder("prosody"), options));
  }

  private static SampleFile file(Scene scene) throws Exception {
    return SampleFile.create(scene.folder("out"), "unwanted.bin", SampleFile.LARGE);
  }

  /** Half of the file comes through the proxy, the rest waits on the wire. */
  private static Forwarder hold(Scene scene, SampleFile file) throws Exception {
    InetSocketAddress proxy = new InetSocketAddress(PROXY, server.proxy().getPort());
    Forwarder carrier = scene.keep(Forwarder.open(proxy, server.proxy()));
    carrier.limit(file.size() / 2);
    return carrier;
  }

  @Test
  void libpurpleDeclines(Scene scene) throws Exception {
    SampleFile file = file(scene);
    PurplePeer.decline(scene, server, "bob");
    FerryProcess sender =
        FerryDevice.create(scene, server, "alice").send(file, XmppServer.jid("bob"));
    sender.assertEnd(3, "declined");
  }

  @Test
  void ferryDeclines(Scene scene) throws Exception {
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "carol").decline(in);
    PurplePeer sender = PurplePeer.send(scene, server, "dave", "carol", file(scene));
    sender.awaitFailed();
    assertThat(receiver.awaitState("ended").text("reason")).isEqualTo("declined");
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void ferryCancelsWhatItSends(Scene scene) throws Exception {
    SampleFile file = file(scene);
    hold(scene, file);
    PurplePeer receiver = PurplePeer.receive(scene, server, "frank", scene.folder("in"));
    FerryProcess sender =
        FerryDevice.create(scene, server, "erin")
            .send(file, XmppServer.jid("frank"), "--via", "proxy");
    sender.awaitBytes(1);
    sender.interrupt();
    sender.assertEnd(130, "cancelled");
    receiver.awaitFailed();
  }

  @Test
  void libpurpleCancelsWhatItReceives(Scene scene) throws Exception {
    SampleFile file = file(scene);
    hold(scene, file);
    PurplePeer receiver = PurplePeer.receive(scene, server, "heidi", scene.folder("in"));
    FerryProcess sender =
        FerryDevice.create(scene, server, "grace")
            .send(file, XmppServer.jid("heidi"), "--via", "proxy", "--keep-trying", "0");
    sender.awaitBytes(1);
    receiver.cancel();
    // A cancel is a broken stream in this protocol.
    sender.assertEnd(1, "connection-lost");
    receiver.awaitFailed();
  }

  @Test
  void libpurpleCancelsWhatItSends(Scene scene) throws Exception {
    SampleFile file = file(scene);
    Forwarder carrier = hold(scene, file);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "ivan").receive(in);
    PurplePeer sender = PurplePeer.sendByProxy(scene, server, "judy", "ivan", file);
    receiver.awaitBytes(1);
    sender.cancel();
    sender.awaitFailed();
    // The end of the stream is behind the bytes that wait.
    carrier.limit(Long.MAX_VALUE);
    receiver.assertEnd(1, "connection-lost");
  }

  @Test
  void ferryCancelsWhatItReceives(Scene scene) throws Exception {
    SampleFile file = file(scene);
    hold(scene, file);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "kim").receive(in);
    PurplePeer sender = PurplePeer.sendByProxy(scene, server, "leo", "kim", file);
    receiver.awaitBytes(1);
    receiver.interrupt();
    receiver.assertEnd(130, "cancelled");
    sender.awaitFailed();
    assertThat(in).isEmptyDirectory();
  }
}
