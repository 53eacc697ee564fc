package dev.ferry.interop;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A firewall stands between two devices, and a slow relay is all they have; then the firewall goes,
 * and the transfer goes on directly. Servers and devices are computers of their own.
 */
@Needs({Program.PROSODY, Program.COTURN, Program.NATS, Program.NAMESPACES})
final class RelocationTest {
  private static final int SIZE = 60_000_000;
  private static final int SERVER = 1;
  private static final int ALICE = 2;
  private static final int BOB = 3;
  private static final int RELAY = 4;

  @Test
  void movesFromTheRelayOnceTheFirewallIsGone(Scene scene) throws Exception {
    Lan lan = Lan.of(scene, 4);
    lan.wall(BOB, ALICE);
    lan.slow(RELAY, "16mbit");
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), lan.computer(SERVER)));
    Coturn coturn = scene.keep(Coturn.start(scene.folder("coturn"), lan.computer(RELAY)));
    SampleFile file = SampleFile.create(scene.folder("out"), "relocated.bin", SIZE);
    Path in = scene.folder("in");
    FerryProcess receiver = device(scene, server, lan.computer(BOB), coturn, "bob").receive(in);
    FerryProcess sender =
        device(scene, server, lan.computer(ALICE), coturn, "alice")
            .send(file, XmppServer.jid("bob"), "--via", "ice,relay");

    receiver.awaitRoute("relay");
    sender.awaitRoute("relay");
    lan.unwall(BOB);
    receiver.awaitRoute("ice");

    sender.assertSent(file, "ice", "hash");
    receiver.assertReceived(file, "ice", "hash", in);
  }

  private static FerryDevice device(
      Scene scene, Prosody server, Lan.Computer computer, Coturn coturn, String account)
      throws Exception {
    StunServer relay = coturn.server(Carriage.TCP, coturn.address().getAddress().getHostAddress());
    Login login = relay.login().orElseThrow();
    return FerryDevice.create(scene, server, computer, account)
        .knowing(relay + "#" + login.username() + ":" + login.password());
  }
}
