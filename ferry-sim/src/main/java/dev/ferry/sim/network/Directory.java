package dev.ferry.sim.network;

import dev.ferry.port.Monitor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be looked up on the network: addresses of names, and routers of hosts. For any task. */
final class Directory {
  private final Monitor monitor;
  private final Map<String, List<InetAddress>> names = new LinkedHashMap<>();
  private final Map<String, List<InetAddress>> gateways = new LinkedHashMap<>();

  Directory(Monitor monitor) {
    this.monitor = monitor;
  }

  void name(String host, List<InetAddress> addresses) {
    monitor.change(() -> names.put(host, addresses));
  }

  void gateways(String host, List<InetAddress> addresses) {
    monitor.change(() -> gateways.put(host, addresses));
  }

  List<InetAddress> gatewaysOf(String host) {
    return known(gateways, host);
  }

  /** Addresses of a name; a literal address is its own. */
  List<InetAddress> resolve(String host) throws IOException {
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      return List.of(literal.get());
    }
    List<InetAddress> found = known(names, host);
    if (found.isEmpty()) {
      throw new IOException("unknown host " + host + ": check the name");
    }
    return found;
  }

  private List<InetAddress> known(Map<String, List<InetAddress>> of, String host) {
    List<InetAddress> known = new ArrayList<>();
    monitor.change(() -> known.addAll(of.getOrDefault(host, List.of())));
    return known;
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }
}
