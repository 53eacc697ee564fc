package dev.ferry.app.demo;

import dev.ferry.Ferry;
import dev.ferry.assembly.XmppDevice;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Keyring;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsRehearsal;
import dev.ferry.sim.key.SimIdentity;
import dev.ferry.sim.key.SimPins;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the rehearsal plays: an XMPP server in this process, and devices on it that have this
 * machine's loopback interface and nothing else.
 */
final class Town implements AutoCloseable {
  static final String DOMAIN = "ferry.example";

  private final World world;
  private final SimXmpp server;
  private final List<Ferry> devices = new ArrayList<>();

  Town(Tasks tasks) {
    this.world = new World(tasks, new SocketNetwork(Interfaces.loopback()), new SystemRandomness());
    tasks.fork(
        "rehearse TLS",
        () ->
            TlsRehearsal.run(TlsEngines.of(SimIdentity.named("alice").credentials()), () -> true));
    this.server = new SimXmpp(tasks, DOMAIN, passage -> {});
  }

  /** A new device. */
  Ferry device(String name, String resource) throws InterruptedException {
    Jid self = Jid.of(name + "@" + DOMAIN + "/" + resource);
    Ferry device =
        XmppDevice.open(
            world, server.connect(self), XmppSettings.standard(), Optional.of(keyring(name)));
    devices.add(device);
    return device;
  }

  /** Well-known keys: making some takes long. */
  private Keyring keyring(String name) {
    return new Keyring(SimIdentity.named(name), new SimPins(world.tasks()));
  }

  @Override
  public void close() {
    devices.forEach(Ferry::close);
  }
}
