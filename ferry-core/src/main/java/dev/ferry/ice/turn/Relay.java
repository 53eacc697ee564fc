package dev.ferry.ice.turn;

import dev.ferry.ice.server.LongTerm;
import dev.ferry.ice.server.ServerConnections;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An address at a TURN server, from which peers are connected to and at which they connect (RFC
 * 6062). Any task may use it.
 *
 * <p>It keeps itself alive: allocation and permissions are refreshed until {@link #close}, which
 * also ends every connection through it. Use one for each family and server that is wanted.
 */
public final class Relay implements AutoCloseable {
  /** How long a server may take to hear that it is needed no more. */
  private static final long GOODBYE = Allocation.SECOND / 4;

  private final World world;
  private final StunServer server;
  private final TaskScope scope;
  private final RelayTask task;

  private Relay(World world, StunServer server, TaskScope scope, RelayTask task) {
    this.world = world;
    this.server = server;
    this.scope = scope;
    this.task = task;
  }

  /**
   * Asks a server for an address.
   *
   * @param server one that relays, over TCP or TLS
   * @param family of the address wanted, whatever the family the server is reached by
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @throws IOException when there is none to be had; says which server, why and what to do
   */
  public static Relay open(
      World world, TlsLayer tls, StunServer server, AddressFamily family, long deadline)
      throws IOException, InterruptedException {
    var connections = new ServerConnections(world, tls, server);
    var first = new Attempt(world, server, connections, family, connections.open(deadline));
    try {
      return first.await(deadline);
    } catch (IOException refused) {
      Optional<InetSocketAddress> other = first.control.alternate();
      if (other.isEmpty()) {
        throw refused;
      }
      // Once: what a second one says of a third is not followed (RFC 8489 10).
      return new Attempt(world, server, connections, family, connections.at(other.get(), deadline))
          .await(deadline);
    }
  }

  /** An allocation asked for at one of a server's addresses. */
  private static final class Attempt {
    private final World world;
    private final StunServer server;
    private final TaskScope scope;
    private final StunStream stream;
    private final AddressFamily family;
    private final Control control;
    private final RelayTask task;

    Attempt(
        World world,
        StunServer server,
        ServerConnections connections,
        AddressFamily family,
        ServerConnections.Connection to) {
      this.world = world;
      this.server = server;
      this.family = family;
      this.scope = new TaskScope(world.tasks());
      this.stream = new StunStream(scope.own(to.stream()));
      this.control = new Control(world, stream, LongTerm.with(server.login()));
      this.task =
          new RelayTask(
              world,
              scope,
              control,
              new DataConnections(world, scope, connections, to.at(), server.toString()),
              server.toString());
    }

    Relay await(long deadline) throws IOException, InterruptedException {
      boolean opened = false;
      try {
        task.start(stream, family);
        task.awaitAllocation(deadline);
        opened = true;
        return new Relay(world, server, scope, task);
      } finally {
        if (!opened) {
          scope.close();
        }
      }
    }
  }

  /** Where peers connect to. */
  public InetSocketAddress relayed() {
    return task.relayed();
  }

  /** Our own address as the server sees that of the control connection. */
  public Optional<InetSocketAddress> mapped() {
    return task.mapped();
  }

  public StunServer server() {
    return server;
  }

  /**
   * Lets a host in, whatever its port: only then its connections come, and only then it can be
   * connected to at some servers.
   *
   * @param peer of the relayed address's family; for a relay at the same server, that server's
   *     address
   * @throws IOException when the server refuses or does not answer
   */
  public void permit(InetAddress peer, long deadline) throws IOException, InterruptedException {
    task.permit(peer, deadline);
  }

  /**
   * Connects to a peer from the relayed address; the way from relay to relay where only the server
   * can be reached. Not for two tasks and one peer at once.
   *
   * @return a stream without half-close; nothing may be streamed before one small message was
   *     answered
   */
  public ByteStream connect(InetSocketAddress peer, long deadline)
      throws IOException, InterruptedException {
    return task.connect(peer, deadline);
  }

  /**
   * The connections of peers that were let in. Closing it leaves the relay as it is; its accepter
   * is woken when the relay ends.
   */
  public Listener listener() {
    return new RelayListener(task);
  }

  /** Why it is no more, since the server or the network ended it; empty while it is alive. */
  public Optional<String> ended() {
    return task.ended();
  }

  /** Gives the address up and ends all connections through it. */
  @Override
  public void close() {
    try {
      task.release(world.tasks().in(GOODBYE));
    } catch (InterruptedException e) {
      world.tasks().interruptSelf();
    } finally {
      scope.close();
    }
  }

  @Override
  public String toString() {
    return "relay " + relayed() + " at " + server;
  }
}
