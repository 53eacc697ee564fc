package dev.ferry.ice.turn;

import dev.ferry.ice.server.LongTerm;
import dev.ferry.ice.server.ServerConnections;
import dev.ferry.ice.server.StunRequests;
import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Opens the connections that carry bytes: one to the server for each peer, bound to the server's
 * connection to that peer (RFC 6062 4.3, 4.4). Any task may call.
 */
final class DataConnections {
  private final World world;
  private final TaskScope scope;
  private final ServerConnections connections;
  private final InetSocketAddress at;
  private final String server;

  /**
   * @param scope owns each connection, until its user closes it
   * @param at where the control connection leads, since these must lead to the same place
   */
  DataConnections(
      World world,
      TaskScope scope,
      ServerConnections connections,
      InetSocketAddress at,
      String server) {
    this.world = world;
    this.scope = scope;
    this.connections = connections;
    this.at = at;
    this.server = server;
  }

  /**
   * @param login what was learnt on the control connection; the server wants it renewed as a rule
   */
  ByteStream bind(long connection, InetSocketAddress peer, LongTerm login, long deadline)
      throws IOException, InterruptedException {
    ByteStream stream = scope.own(connections.at(at, deadline).stream());
    boolean bound = false;
    try {
      StunRequests requests =
          new StunRequests(world, new StunStream(stream), server, login.elsewhere());
      requests.ask(
          () ->
              StunMessage.request(StunMethod.CONNECTION_BIND, world.random())
                  .with(Attributes.CONNECTION_ID, connection),
          deadline);
      bound = true;
      return new RelayedStream(stream, () -> scope.release(stream), server, peer);
    } finally {
      if (!bound) {
        scope.release(stream);
        stream.close();
      }
    }
  }
}
