package dev.ferry.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A transfer from Ferry to Ferry that stands still in its middle: half of it came through the
 * server's proxy, the rest waits on the wire.
 *
 * @param file what is being sent
 * @param sender the sending command
 * @param receiver the receiving command
 * @param carrier the wire before the proxy
 * @param senders the wire between the sender and the server
 * @param receivers the wire between the receiver and the server
 */
record HeldTransfer(
    SampleFile file,
    FerryProcess sender,
    FerryProcess receiver,
    Forwarder carrier,
    Forwarder senders,
    Forwarder receivers) {

  /** Starts it; {@code proxyAddress} is what the server's proxy says of itself. */
  static HeldTransfer start(
      Scene scene, Prosody server, InetAddress proxyAddress, String from, String to, Path in)
      throws IOException, InterruptedException {
    SampleFile file = SampleFile.create(scene.folder("out"), "held.bin", SampleFile.LARGE);
    InetSocketAddress proxy = new InetSocketAddress(proxyAddress, server.proxy().getPort());
    Forwarder carrier = scene.keep(Forwarder.open(proxy, server.proxy()));
    carrier.limit(file.size() / 2);
    Forwarder senders = scene.keep(wireTo(server));
    Forwarder receivers = scene.keep(wireTo(server));
    FerryProcess receiver = FerryDevice.create(scene, server, receivers.address(), to).receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server, senders.address(), from)
            .send(file, XmppServer.jid(to), "--via", "proxy");
    receiver.awaitBytes(1);
    return new HeldTransfer(file, sender, receiver, carrier, senders, receivers);
  }

  /** A wire to a server's door. */
  static Forwarder wireTo(XmppServer server) throws IOException {
    return Forwarder.open(Loopback.freePort(Loopback.address()), server.address());
  }

  /** Lets the rest through. */
  void letGo() {
    carrier.limit(Long.MAX_VALUE);
  }
}
