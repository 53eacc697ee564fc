package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The XMPP stream is lost for good: the server resumes none, or is started again. The commands sign
 * in anew by themselves and go on, and both sides come to know that the file is right.
 */
@Needs(Program.PROSODY)
final class NewStreamTest {
  private static final InetAddress PROXY = Loopback.address();
  private static final Prosody.Options FORGETFUL = new Prosody.Options(false, Optional.of(PROXY));
  private static final Prosody.Options RESUMING = new Prosody.Options(true, Optional.of(PROXY));

  @Test
  void whatFlowsBesideTheLostStreamsIsConfirmedOverNewOnes(Scene scene) throws Exception {
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), FORGETFUL));
    Path in = scene.folder("in");
    HeldTransfer held = HeldTransfer.start(scene, server, PROXY, "alice", "bob", in);
    held.senders().cut();
    held.receivers().cut();
    held.letGo();
    held.receiver().awaitBytes(held.file().size());
    assertThat(held.sender().ended()).as("ended before the streams are back").isFalse();
    held.senders().mend();
    held.receivers().mend();

    held.sender().assertSent(held.file(), "proxy", "hash");
    held.receiver().assertReceived(held.file(), "proxy", "hash", in);
  }

  @Test
  void aServerStartedAgainInTheMiddleIsOutlived(Scene scene) throws Exception {
    outlive(scene, FORGETFUL);
  }

  @Test
  void aServerThatForgetsItsResumableStreamsIsOutlived(Scene scene) throws Exception {
    outlive(scene, RESUMING);
  }

  /** With the server its proxy goes, and so the way of the bytes. */
  private static void outlive(Scene scene, Prosody.Options options) throws Exception {
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), options));
    SampleFile file = SampleFile.create(scene.folder("out"), "restart.bin", SampleFile.LARGE);
    InetSocketAddress proxy = new InetSocketAddress(PROXY, server.proxy().getPort());
    Forwarder carrier = scene.keep(Forwarder.open(proxy, server.proxy()));
    carrier.limit(file.size() / 2);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "alice").receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server, "bob")
            .send(file, XmppServer.jid("alice"), "--via", "proxy");
    receiver.awaitBytes(file.size() / 10);
    String before = receiver.awaitReady();
    server.close();
    carrier.limit(Long.MAX_VALUE);
    sender.awaitState("paused");
    receiver.awaitState("paused");
    scene.keep(server.again());

    sender.assertSent(file, "proxy", "hash");
    receiver.assertReceived(file, "proxy", "hash", in);
    assertThat(receiver.readyAgain()).as("the address it is reached at").contains(before);
    assertThat(receiver.resumedAt()).as("where it went on").isGreaterThan(1 << 20);
  }
}
