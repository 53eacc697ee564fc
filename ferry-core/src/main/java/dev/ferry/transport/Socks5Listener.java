package dev.ferry.transport;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.StreamTimer;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A SOCKS5 server for one stream: the first client that asks for an expected destination is kept,
 * and with that the listening ends; everybody else is turned away.
 *
 * <p>The first proven client stays, since a later one may have read the destination on the wire.
 * Clients have {@value #HANDSHAKE_SECONDS} seconds for their handshake, and only {@value
 * #MOST_HANDSHAKES} may be at it together. All methods may be called from any task; {@link #close}
 * not from the listener's own.
 */
public final class Socks5Listener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Socks5Listener.class.getName());
  private static final int HANDSHAKE_SECONDS = 5;
  private static final int MOST_HANDSHAKES = 8;

  private final Tasks tasks;
  private final Listener listener;
  private final Predicate<String> expected;
  private final Layer layer;
  private final TaskScope scope;
  private final Monitor monitor;
  private final List<ByteStream> proven = new ArrayList<>(1);
  private boolean taken;
  private final Deque<ByteStream> handshaking = new ArrayDeque<>();

  private Socks5Listener(Tasks tasks, Listener listener, Predicate<String> expected, Layer layer) {
    this.tasks = tasks;
    this.listener = listener;
    this.expected = expected;
    this.layer = layer;
    this.scope = new TaskScope(tasks);
    this.monitor = tasks.monitor();
  }

  /**
   * Starts to listen.
   *
   * @param at the address to bind; port 0 takes a free one
   * @param expected the destinations that may be asked for, in lower case
   * @param layer goes on each connection, below SOCKS5
   */
  public static Socks5Listener open(
      World world, InetSocketAddress at, Set<String> expected, Layer layer) throws IOException {
    return open(world, at, Set.copyOf(expected)::contains, layer);
  }

  /**
   * Starts to listen.
   *
   * @param expected whether a destination, in lower case, may be had; asked on the tasks of clients
   */
  static Socks5Listener open(
      World world, InetSocketAddress at, Predicate<String> expected, Layer layer)
      throws IOException {
    var opened = new Socks5Listener(world.tasks(), world.network().listen(at), expected, layer);
    opened.scope.own(opened.listener);
    opened.scope.fork("SOCKS5 clients of " + opened.address(), opened::serve);
    return opened;
  }

  public InetSocketAddress address() {
    return listener.address();
  }

  /**
   * Waits for the client that has proven itself and hands its stream over, once.
   *
   * @param deadline a value of {@link Tasks#now}
   */
  public Optional<ByteStream> take(long deadline) throws InterruptedException {
    List<ByteStream> found = new ArrayList<>(1);
    monitor.await(() -> !proven.isEmpty(), deadline);
    monitor.change(() -> {
      if (!taken) {
        found.addAll(proven);
        taken = !found.isEmpty();
      }
    });
    found.forEach(scope::release);
    return found.stream().findFirst();
  }

  private void serve() throws InterruptedException {
    while (true) {
      ByteStream client;
      try {
        client = scope.own(listener.accept().stream());
      } catch (IOException closed) {
        return;
      }
      crowdOut(client);
      if (!start(client)) {
        return;
      }
    }
  }

  /** When too many are at it, the one that has been for longest goes: it has stalled. */
  private void crowdOut(ByteStream newcomer) {
    List<ByteStream> stalled = new ArrayList<>(1);
    monitor.change(() -> {
      if (handshaking.size() == MOST_HANDSHAKES) {
        stalled.add(handshaking.remove());
      }
      handshaking.add(newcomer);
    });
    stalled.forEach(ByteStream::close);
  }

  private boolean start(ByteStream client) {
    try {
      scope.fork("SOCKS5 client of " + address(), () -> handshake(client));
      return true;
    } catch (ScopeClosed closed) {
      // The scope has closed the client already.
      return false;
    }
  }

  private void handshake(ByteStream client) throws InterruptedException {
    boolean kept = false;
    long deadline = tasks.in(HANDSHAKE_SECONDS * 1_000_000_000L);
    try {
      ByteStream stream = StreamTimer.within(tasks, client, deadline, () -> welcome(client));
      kept = keep(stream, client);
    } catch (IOException refused) {
      LOG.log(System.Logger.Level.DEBUG, "turned a client away at " + address(), refused);
    } finally {
      monitor.change(() -> handshaking.remove(client));
      if (!kept) {
        drop(client);
      }
    }
  }

  private ByteStream welcome(ByteStream client) throws IOException, InterruptedException {
    ByteStream stream = layer.onAccepted(client);
    Socks5Handshake.asServer(stream, expected);
    return stream;
  }

  /**
   * @param client the connection under the stream
   */
  private boolean keep(ByteStream stream, ByteStream client) {
    if (stream != client) {
      scope.own(stream);
      scope.release(client);
    }
    boolean[] first = {false};
    monitor.change(() -> first[0] = proven.isEmpty() && proven.add(stream));
    if (first[0]) {
      listener.close();
    } else {
      drop(stream);
    }
    return first[0];
  }

  private void drop(ByteStream client) {
    client.close();
    scope.release(client);
  }

  /** Stops listening and closes every stream that was not taken; idempotent. */
  @Override
  public void close() {
    scope.close();
  }
}
