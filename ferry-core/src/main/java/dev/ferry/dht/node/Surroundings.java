package dev.ferry.dht.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a node lives and how it finds others.
 *
 * @param bind the addresses to receive at; port 0 takes a free one
 * @param bootstrap names or addresses of nodes, with or without a port: {@code host:4222}, {@code
 *     [fd00::1]:4222}
 * @param discover whether it asks by multicast for nodes nearby, and answers those who ask
 */
public record Surroundings(List<InetSocketAddress> bind, List<String> bootstrap, boolean discover) {
  /** The port of a node of which none is named. */
  public static final int DEFAULT_PORT = 4222;

  public Surroundings {
    bind = List.copyOf(bind);
    bootstrap = List.copyOf(bootstrap);
  }

  /** At all addresses of this device, of both families. */
  public static Surroundings everywhere(int port, List<String> bootstrap) {
    InetAddress all = InetAddress.ofLiteral("::");
    return new Surroundings(List.of(new InetSocketAddress(all, port)), bootstrap, true);
  }

  /** At one address, without asking by multicast. */
  public static Surroundings at(InetSocketAddress bind, List<String> bootstrap) {
    return new Surroundings(List.of(bind), bootstrap, false);
  }
}
