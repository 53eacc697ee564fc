package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.port.Keyring;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.SimNetwork;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.sim.xmpp.Socks5Proxy;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server with a bytestream proxy, and whoever has come there. Made, steered and closed by one
 * task; when it is closed nothing may be left of anybody: no stream, listener or link, no partial
 * file, no open reading.
 */
final class Place implements AutoCloseable {
  static final long SECOND = 1_000_000_000L;
  static final Jid PROXY = Jid.of("proxy.example.org");

  private static final String DOMAIN = "example.org";
  private static final String PROXY_ADDRESS = "192.0.2.250";
  private static final int PROXY_PORT = 1080;
  private static final long LATENCY = 5_000_000;
  private static final long HOUR = 3600 * SECOND;

  private final SimWorld world;
  private final SimXmpp server;
  private final Socks5Proxy proxy;
  private final List<SimFile> files = new ArrayList<>();
  private final List<Party> parties = new ArrayList<>();
  private boolean renewing;

  Place(SimWorld world) throws IOException {
    this.world = world;
    this.server = new SimXmpp(world.tasks(), DOMAIN, world::log);
    server.latency(LATENCY);
    var host = world.network().host("proxy", PROXY_ADDRESS);
    var at = new InetSocketAddress(InetAddress.ofLiteral(PROXY_ADDRESS), PROXY_PORT);
    this.proxy = new Socks5Proxy(world.tasks(), host, at, PROXY);
    server.add(proxy);
    world.watch(server::open);
    world.watch(() -> files.stream().flatMap(f -> f.readers().stream()).toList());
  }

  /** Somebody comes with a device of an address of its own. */
  Party join(String name, XmppSettings settings) throws InterruptedException {
    return join(name, settings, Optional.empty());
  }

  /** Somebody comes whose device can encrypt. */
  Party join(String name, XmppSettings settings, Optional<Keyring> keyring)
      throws InterruptedException {
    return join(name, jid(name), settings, keyring);
  }

  /** Somebody comes with one of several devices. */
  Party join(String account, String device) throws InterruptedException {
    return join(account, device, Optional.empty());
  }

  /** The same, with a device that can encrypt. */
  Party join(String account, String device, Optional<Keyring> keyring) throws InterruptedException {
    Jid jid = Jid.of(account + "@" + DOMAIN + "/" + device);
    return join(account + "'s " + device, jid, XmppSettings.standard(), keyring);
  }

  private Party join(String name, Jid jid, XmppSettings settings, Optional<Keyring> keyring)
      throws InterruptedException {
    String address = "192.0.2." + (parties.size() + 1);
    Party party = Party.join(this, name, jid, address, settings, keyring);
    parties.add(party);
    return party;
  }

  /** Whoever comes from now on signs in anew when the link was lost for good. */
  void renewing() {
    renewing = true;
  }

  boolean renews() {
    return renewing;
  }

  static Jid jid(String name) {
    return Jid.of(name + "@" + DOMAIN + "/ferry");
  }

  SimWorld world() {
    return world;
  }

  Tasks tasks() {
    return world.tasks();
  }

  SimXmpp server() {
    return server;
  }

  SimNetwork network() {
    return world.network();
  }

  List<Party> parties() {
    return parties;
  }

  List<SimFile> files() {
    return files;
  }

  /** A file to send; files of the same size are the same. */
  SimFile file(String name, long size) {
    SimFile file = SimFile.generated(world.tasks(), name, size, size);
    files.add(file);
    return file;
  }

  void sleep(double seconds) throws InterruptedException {
    world.tasks().sleep((long) (seconds * SECOND));
  }

  /** A deadline in an hour, which only what hangs reaches. */
  long soon() {
    return world.tasks().in(HOUR);
  }

  /** Once all transfers have ended, no device holds anything open but its link. */
  void assertQuiet() throws InterruptedException {
    boolean idle =
        parties.stream()
            .flatMap(p -> p.ferry().transfers().stream())
            .map(Transfer::state)
            .allMatch(TransferState.Ended.class::isInstance);
    if (idle) {
      sleep(10);
      assertThat(world.network().open())
          .as("open although nothing is going on")
          .allMatch(Place::belongsToProxy);
    }
  }

  private static boolean belongsToProxy(String open) {
    return open.startsWith("stream proxy ") || open.contains("at " + PROXY_ADDRESS);
  }

  @Override
  public void close() {
    parties.forEach(p -> p.ferry().close());
    proxy.close();
  }
}
