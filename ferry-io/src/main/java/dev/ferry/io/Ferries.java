package dev.ferry.io;

import dev.ferry.Ferry;
import dev.ferry.assembly.AccountDevice;
import dev.ferry.assembly.XmppDevice;
import dev.ferry.content.Hashing;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.io.xmpp.SmackLink;
import dev.ferry.io.xmpp.SmackLinks;
import dev.ferry.port.Identity;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsRehearsal;
import java.io.IOException;

/** Opens devices in the real world. Any thread may call. */
public final class Ferries {
  private static final System.Logger LOG = System.getLogger(Ferries.class.getName());
  private static final Tasks TASKS = new RealTasks();
  private static final long IDLE = 1_000_000_000L;

  private Ferries() {}

  /**
   * Signs in and opens a device; it can be offered files from now on. When its stream is lost for
   * good it signs in anew by itself, until it is closed.
   *
   * @throws IOException when an interface does not exist or signing in fails; the message says why
   *     and what to do
   */
  public static Ferry open(FerryConfig config) throws IOException, InterruptedException {
    config.interfaces().check();
    // Signing in waits for the server, and transfers for a peer: time to get the digest going.
    TASKS.fork("rehearse the digest", Hashing::rehearse);
    SmackLinks links = SmackLinks.open(config.account(), TASKS);
    SmackLink link = links.last();
    Interfaces allowed = config.interfaces().withServerAt(link.server().getAddress());
    World world = new World(TASKS, new SocketNetwork(allowed), new SystemRandomness());
    Ferry device = XmppDevice.open(world, link, links, config.settings(), config.keyring());
    config
        .keyring()
        .ifPresent(keys -> TASKS.fork("rehearse TLS", () -> rehearse(device, keys.identity())));
    return device;
  }

  /**
   * Enters the DHT and opens a device of an account without a server; contacts can find it and
   * offer it files from now on, or once the DHT can be reached.
   *
   * @throws IOException when an interface does not exist, or the node cannot start; the message
   *     says why
   */
  public static Ferry open(AccountConfig config) throws IOException, InterruptedException {
    TASKS.fork("rehearse the digest", Hashing::rehearse);
    AccountNode node = AccountNode.start(config.dht());
    World world =
        new World(TASKS, new SocketNetwork(Dhts.allowed(config.dht())), new SystemRandomness());
    return AccountDevice.open(world, node, config.store(), config.account(), config.settings());
  }

  /**
   * A device that waits gets TLS going; one that sends at once would only take the processor from
   * itself. A key that cannot be had is told of where it is needed.
   */
  private static void rehearse(Ferry device, Identity identity) throws InterruptedException {
    TASKS.sleep(IDLE);
    if (!device.transfers().isEmpty()) {
      return;
    }
    try {
      TlsRehearsal.run(TlsEngines.of(identity.credentials()), () -> device.transfers().isEmpty());
    } catch (IOException without) {
      LOG.log(System.Logger.Level.DEBUG, "TLS is not rehearsed", without);
    }
  }

  /** The tasks and the clock of every device opened here; deadlines are values of this clock. */
  public static Tasks tasks() {
    return TASKS;
  }
}
