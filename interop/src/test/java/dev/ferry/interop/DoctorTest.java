package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ferry doctor} with real servers, and a peer that waits for files. */
@Needs({Program.PROSODY, Program.COTURN})
final class DoctorTest {
  private static Prosody prosody;
  private static Coturn coturn;

  @BeforeAll
  static void startServers(Scene scene) throws Exception {
    prosody = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
    coturn = scene.keep(Coturn.start(scene.folder("coturn")));
  }

  @Test
  void findsTheServersTheProxyAndThePeersDevice(Scene scene) throws Exception {
    String host = coturn.address().getAddress().getHostAddress();
    StunServer relay = coturn.server(Carriage.TCP, host);
    Login login = relay.login().orElseThrow();
    FerryDevice alice =
        FerryDevice.create(scene, prosody, "alice")
            .knowing(relay + "#" + login.username() + ":" + login.password());
    FerryDevice bob = FerryDevice.create(scene, prosody, "bob");
    String ready = bob.receive(scene.folder("in")).awaitReady();

    ChildProcess doctor = alice.doctor(XmppServer.jid("bob"));

    if (doctor.exitStatus(Duration.ofSeconds(60)) != 0) {
      throw doctor.failure("found something broken");
    }
    List<Line> facts = doctor.lines();
    assertThat(facts)
        .anyMatch(f -> f.has("fact", "signed-in") && f.has("account", XmppServer.jid("alice")))
        .anyMatch(f -> f.has("fact", "server-answers") && f.has("server", relay.toString()))
        .anyMatch(f -> f.has("fact", "server-relays") && f.text("relayed").startsWith(host))
        .anyMatch(f -> f.has("fact", "proxy-answers") && f.has("proxy", "proxy.localhost"))
        .anyMatch(f -> f.has("fact", "peer-device") && f.has("device", ready))
        .anyMatch(f -> f.has("fact", "verdict") && f.has("relay", "true"))
        .noneMatch(f -> f.text("fact").endsWith("-fails"));
  }
}
