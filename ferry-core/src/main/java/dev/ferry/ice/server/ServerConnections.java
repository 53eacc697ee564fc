package dev.ferry.ice.server;

import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.machine.Race;
import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Opens connections to one server, over TCP or TLS. May be used from any task. */
public final class ServerConnections {
  /** Between two attempts at different addresses of the server (RFC 8305 5). */
  private static final long STAGGER = 250_000_000L;

  private final World world;
  private final TlsLayer tls;
  private final StunServer server;

  public ServerConnections(World world, TlsLayer tls, StunServer server) {
    this.world = world;
    this.tls = tls;
    this.server = server;
  }

  /** A connection, and to which of the server's addresses. */
  public record Connection(ByteStream stream, InetSocketAddress at) {}

  /**
   * Connects to the first of the server's addresses that answers, IPv6 tried a moment earlier.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   */
  public Connection open(long deadline) throws IOException, InterruptedException {
    if (server.carriage() == Carriage.UDP) {
      throw new IOException(server + " is one for UDP, not for connections");
    }
    List<Race.Entrant<Connection>> entrants = new ArrayList<>();
    for (InetAddress address : interleaved(world.network().resolve(server.host()))) {
      InetSocketAddress at = new InetSocketAddress(address, server.port());
      entrants.add(new Race.Entrant<>("to " + server, () -> at(at, deadline)));
    }
    return new Race<Connection>(world.tasks(), c -> c.stream().close())
        .run(entrants, STAGGER, deadline);
  }

  /** Connects to one of the server's addresses. */
  public Connection at(InetSocketAddress at, long deadline)
      throws IOException, InterruptedException {
    ByteStream raw = world.network().connect(at, deadline);
    if (server.carriage() != Carriage.TLS) {
      return new Connection(raw, at);
    }
    boolean secured = false;
    try {
      ByteStream stream =
          StreamTimer.within(world.tasks(), raw, deadline, () -> tls.over(raw, server.host()));
      secured = true;
      return new Connection(stream, at);
    } finally {
      if (!secured) {
        raw.close();
      }
    }
  }

  /** IPv6 first, the families in turn (RFC 8305 4). */
  static List<InetAddress> interleaved(List<InetAddress> addresses) {
    List<InetAddress> six = addresses.stream().filter(a -> a instanceof Inet6Address).toList();
    List<InetAddress> four = addresses.stream().filter(a -> !(a instanceof Inet6Address)).toList();
    List<InetAddress> order = new ArrayList<>();
    for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
      if (i < six.size()) {
        order.add(six.get(i));
      }
      if (i < four.size()) {
        order.add(four.get(i));
      }
    }
    return order;
  }
}
