package dev.ferry.io.dht;

import dev.ferry.dht.node.Surroundings;
import dev.ferry.io.socket.Interfaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How this device is to be in the DHT.
 *
 * @param interfaces where to send and receive; with bootstrap nodes on loopback and none named,
 *     only there
 * @param bootstrap nodes to begin with, {@code HOST} or {@code HOST:PORT}; none: those nearby, by
 *     multicast
 * @param port empty for the usual one, or a free one where that is taken
 * @param network nodes of other networks are strangers; 0 is the network of all
 * @param memory the file in which a node remembers others; empty to begin anew each time
 */
public record DhtConfig(
    Interfaces interfaces,
    List<String> bootstrap,
    OptionalInt port,
    long network,
    Optional<Path> memory) {
  /** A node that everybody may begin with. */
  public static final String PUBLIC = "bootstrap.jami.net:" + Surroundings.DEFAULT_PORT;

  public DhtConfig {
    bootstrap = List.copyOf(bootstrap);
  }

  /** In the network of all, on every interface. */
  public static DhtConfig standard() {
    return new DhtConfig(
        Interfaces.all(), List.of(PUBLIC), OptionalInt.empty(), 0, Optional.empty());
  }

  public DhtConfig with(Interfaces other) {
    return new DhtConfig(other, bootstrap, port, network, memory);
  }

  public DhtConfig withBootstrap(List<String> nodes) {
    return new DhtConfig(interfaces, nodes, port, network, memory);
  }

  public DhtConfig withPort(int number) {
    return new DhtConfig(interfaces, bootstrap, OptionalInt.of(number), network, memory);
  }

  public DhtConfig withNetwork(long other) {
    return new DhtConfig(interfaces, bootstrap, port, other, memory);
  }

  public DhtConfig rememberingIn(Path file) {
    return new DhtConfig(interfaces, bootstrap, port, network, Optional.of(file));
  }

  /** The same, beginning anew. */
  public DhtConfig forgetting() {
    return new DhtConfig(interfaces, bootstrap, port, network, Optional.empty());
  }
}
