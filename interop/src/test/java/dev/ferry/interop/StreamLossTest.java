package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    SampleFile file = SampleFile.create(scene.folder("out"), "cut.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    InetSocketAddress proxy = new InetSocketAddress(PROXY, server.proxy().getPort());
    Forwarder carrier = scene.keep(Forwarder.open(proxy, server.proxy()));
    Forwarder senders = scene.keep(toServer());
    Forwarder receivers = scene.keep(toServer());
    carrier.limit(file.size() / 2);

    FerryProcess receiver =
        FerryDevice.create(scene, server, receivers.address(), "alice").receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server, senders.address(), "bob")
            .send(file, XmppServer.jid("alice"), "--via", "proxy");
    // A part has come, the rest is held back on the wire: now the streams go.
    receiver.awaitBytes(1);
    int lost = server.now();
    senders.cut();
    receivers.cut();
    carrier.limit(Long.MAX_VALUE);
    receiver.awaitBytes(file.size());
    assertThat(sender.ended())
        .as("the sender has ended without a word from the receiver")
        .isFalse();
    senders.mend();
    receivers.mend();

    sender.assertSent(file, "proxy");
    receiver.assertReceived(file, "proxy", in);
    assertThat(server.since(lost)).contains("<resumed");
  }

  @Test
  void anOfferWaitsForTheReceiversStream(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "early.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    Forwarder receivers = scene.keep(toServer());
    FerryProcess receiver =
        FerryDevice.create(scene, server, receivers.address(), "carol").receive(in);
    String address = receiver.awaitReady();
    int lost = server.now();
    receivers.cut();

    FerryProcess sender =
        FerryDevice.create(scene, server, "dave").send(file, address, "--via", "direct");
    server.awaitStanza(lost, "to='" + address + "'");
    receivers.mend();

    sender.assertSent(file, "direct");
    receiver.assertReceived(file, "direct", in);
    assertThat(server.since(lost)).contains("<resumed");
  }

  private static Forwarder toServer() throws IOException {
    return Forwarder.open(Loopback.freePort(Loopback.address()), server.address());
  }
}
