package dev.ferry.sim.turn;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Listener;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The server. Closing it ends all connections and allocations.
 *
 * <p>Relayed addresses are taken from the host's own addresses, one of each family.
 */
public final class SimTurn implements AutoCloseable {
  private final World host;
  private final TurnHabits habits;
  private final TaskScope scope;
  private final TurnPeers peers;
  private final List<Listener> listeners = new ArrayList<>();

  private SimTurn(World host, TurnHabits habits, TaskScope scope) {
    this.host = host;
    this.habits = habits;
    this.scope = scope;
    this.peers = new TurnPeers(host.tasks(), scope, habits.earlyBytes());
  }

  /**
   * Starts to listen, over TCP.
   *
   * @param host the ports as the server's host sees them
   * @param at where to listen; port 0 takes a free one
   */
  public static SimTurn start(World host, TurnHabits habits, InetSocketAddress... at)
      throws IOException {
    SimTurn server = new SimTurn(host, habits, new TaskScope(host.tasks()));
    boolean listens = false;
    try {
      for (InetSocketAddress place : at) {
        server.listen(host.network().listen(place));
      }
      listens = true;
      return server;
    } finally {
      if (!listens) {
        server.close();
      }
    }
  }

  private void listen(Listener listener) {
    listeners.add(scope.own(listener));
    scope.fork("server accepts", () -> accept(listener));
  }

  /** Where it listens, as asked for. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(Listener::address).toList();
  }

  private void accept(Listener listener) throws IOException, InterruptedException {
    while (true) {
      Listener.Accepted accepted = listener.accept();
      scope.own(accepted.stream());
      scope.fork(
          "server answers " + accepted.from(),
          () -> new TurnSession(this, accepted.stream(), accepted.from()).serve());
    }
  }

  World host() {
    return host;
  }

  TurnHabits habits() {
    return habits;
  }

  TaskScope scope() {
    return scope;
  }

  TurnPeers peers() {
    return peers;
  }

  /** Ends all connections, as when a server is restarted, and goes on listening nowhere. */
  @Override
  public void close() {
    scope.close();
  }

  static boolean sameFamily(InetAddress one, InetAddress other) {
    return one.getAddress().length == other.getAddress().length;
  }
}
