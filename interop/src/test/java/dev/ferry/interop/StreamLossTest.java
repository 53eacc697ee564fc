package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The XMPP stream is lost and comes back (XEP-0198). Between each device and the server, and before
 * the server's SOCKS5 proxy, lies a wire that the row cuts and mends.
 */
@Needs(Program.PROSODY)
final class StreamLossTest {
  private static final InetAddress PROXY = Loopback.address();
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    Prosody.Options options = new Prosody.Options(true, Optional.of(PROXY));
    server = scene.keep(Prosody.start(scene.folder("prosody"), options));
  }

  @Test
  void aTransferOnItsOwnCarrierOutlivesBothStreams(Scene scene) throws Exception {
    Path in = scene.folder("in");
    HeldTransfer held = HeldTransfer.start(scene, server, PROXY, "alice", "bob", in);
    int lost = server.now();
    held.senders().cut();
    held.receivers().cut();
    held.letGo();
    held.receiver().awaitBytes(held.file().size());
    assertThat(held.sender().ended()).as("ended before the streams are back").isFalse();
    held.senders().mend();
    held.receivers().mend();

    held.sender().assertSent(held.file(), "proxy", "hash");
    held.receiver().assertReceived(held.file(), "proxy", "hash", in);
    assertThat(server.since(lost)).contains("<resumed");
  }

  @Test
  void anOfferWaitsForTheReceiversStream(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "early.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    Forwarder receivers = scene.keep(HeldTransfer.wireTo(server));
    FerryProcess receiver =
        FerryDevice.create(scene, server, receivers.address(), "carol").receive(in);
    String address = receiver.awaitReady();
    int lost = server.now();
    receivers.cut();

    FerryProcess sender =
        FerryDevice.create(scene, server, "dave").send(file, address, "--via", "direct");
    server.awaitStanza(lost, "<iq", "from='dave@localhost/", "to='" + address + "'");
    receivers.mend();

    sender.assertSent(file, "direct", "hash");
    receiver.assertReceived(file, "direct", "hash", in);
    assertThat(server.since(lost)).contains("<resumed");
  }
}
