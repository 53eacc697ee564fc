package dev.ferry.omemo;

import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.key.SimRecords;
import dev.ferry.sim.xmpp.PersonalNodes;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;

/** A server that keeps nodes, and the devices that are there. */
final class Town implements AutoCloseable {
  private static final int SEEDS = 6;
  private static final long SECOND = 1_000_000_000L;

  private final SimWorld world;
  private final SimXmpp server;
  private final PersonalNodes nodes;
  private final List<Device> devices = new ArrayList<>();
  private int hosts;

  private Town(SimWorld world) {
    this.world = world;
    this.server = new SimXmpp(world.tasks(), "example.org", world::log);
    this.nodes = server.keepNodes();
    server.latency(5_000_000);
    world.watch(server::open);
  }

  /** What happens there. */
  @FunctionalInterface
  interface Life {
    void live(Town town) throws Exception;
  }

  static void with(Life life) {
    SimWorld.underSeeds(SEEDS, world -> play(world, life));
  }

  /** What happens there between two who have announced themselves. */
  @FunctionalInterface
  interface Company {
    void live(Town town, Device alice, Device bob) throws Exception;
  }

  static void withTwo(Company company) {
    with(town -> company.live(town, town.join("alice", "desk"), town.join("bob", "phone")));
  }

  static void play(SimWorld world, Life life) throws Exception {
    try (Town town = new Town(world)) {
      life.live(town);
    }
  }

  /** A new device comes online and has announced itself. */
  Device join(String account, String resource) throws InterruptedException {
    return join(account, resource, new SimRecords());
  }

  /** A device comes online with what it has kept. */
  Device join(String account, String resource, SimRecords records) throws InterruptedException {
    Jid jid = Jid.of(account + "@example.org/" + resource);
    Device device = Device.online(this, jid, records);
    devices.add(device);
    settle();
    return device;
  }

  /** Ends a device, as a restart begins. */
  void end(Device device) throws InterruptedException {
    devices.remove(device);
    device.close();
    settle();
  }

  /** Ends a device and brings it back. */
  Device restart(Device device) throws InterruptedException {
    end(device);
    return join(device.jid().local(), device.jid().resource(), device.records());
  }

  /** Lets everything happen that is on its way. */
  void settle() throws InterruptedException {
    world.tasks().sleep(2 * SECOND);
  }

  /** The devices that an account says it has. */
  DeviceList list(Device of) {
    Xml list = nodes.items(of.jid(), DeviceList.NODE).get(DeviceList.ITEM);
    return list == null ? DeviceList.NONE : DeviceList.read(list);
  }

  /** Puts a list in the place of the account's, as its server or another program can. */
  void list(Device of, DeviceList list) {
    nodes.tamper(of.jid(), DeviceList.NODE, DeviceList.ITEM, list.write());
  }

  SimWorld world() {
    return world;
  }

  SimXmpp server() {
    return server;
  }

  PersonalNodes nodes() {
    return nodes;
  }

  /** A host of its own for each who comes online. */
  World host() {
    hosts++;
    return world.host("host " + hosts, "192.0.2." + hosts);
  }

  @Override
  public void close() {
    devices.forEach(Device::close);
  }
}
