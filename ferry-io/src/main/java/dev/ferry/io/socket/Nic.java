package dev.ferry.io.socket;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** A network interface as it is now, reduced to what the choice of addresses looks at. */
record Nic(
    String name, boolean loopback, boolean pointToPoint, boolean bridge, List<InetAddress> at) {
  /** Bridges and taps of containers and virtual machines: rarely a way to anybody else. */
  private static final List<String> BRIDGES =
      List.of("docker", "br-", "virbr", "veth", "vmnet", "vboxnet", "vEthernet", "lxc", "cni");

  private static final System.Logger LOG = System.getLogger(Nic.class.getName());

  /** The interfaces that are up; none when the system does not tell. */
  static List<Nic> present() {
    try {
      return NetworkInterface.networkInterfaces().filter(Nic::up).map(Nic::of).toList();
    } catch (SocketException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot list the network interfaces", e);
      return List.of();
    }
  }

  private static boolean up(NetworkInterface nic) {
    try {
      return nic.isUp();
    } catch (SocketException gone) {
      return false;
    }
  }

  private static Nic of(NetworkInterface nic) {
    boolean loopback = false;
    boolean pointToPoint = false;
    try {
      loopback = nic.isLoopback();
      pointToPoint = nic.isPointToPoint();
    } catch (SocketException gone) {
      LOG.log(System.Logger.Level.DEBUG, "interface {0} went away", nic.getName());
    }
    boolean bridge = BRIDGES.stream().anyMatch(nic.getName()::startsWith);
    return new Nic(nic.getName(), loopback, pointToPoint, bridge, nic.inetAddresses().toList());
  }
}
