package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.machine.Race;
import dev.ferry.machine.StreamTimer;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Connects to SOCKS5 candidates: to one, or to many in a staggered race by priority (XEP-0260 4).
 *
 * <p>An attempt lasts at most {@value #ATTEMPT_SECONDS} seconds. Proxies give the direct ways a
 * head start. All methods may be called from any task.
 */
final class Socks5Dialer {
  private static final int ATTEMPT_SECONDS = 5;
  private static final long STAGGER = 200_000_000;
  private static final long HEAD_START = 600_000_000;
  private static final int MOST_ADDRESSES = 4;

  private final Tasks tasks;
  private final Network network;
  private final TaskScope scope;
  private final AddressRule rule;
  private final Layer layer;

  /** A candidate, and a stream to it whose handshake is done. */
  record Reached(Socks5Candidate candidate, ByteStream stream) {}

  /**
   * @param scope owns the streams made here, until somebody releases them
   * @param layer goes on direct connections, below SOCKS5
   */
  Socks5Dialer(World world, TaskScope scope, AddressRule rule, Layer layer) {
    this.tasks = world.tasks();
    this.network = world.network();
    this.scope = scope;
    this.rule = rule;
    this.layer = layer;
  }

  static Route route(Socks5Candidate candidate) {
    return candidate.type() == Socks5Candidate.Type.PROXY ? Route.PROXY : Route.DIRECT;
  }

  /** The candidate's place, for people. */
  static String place(Socks5Candidate candidate) {
    String host = candidate.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + candidate.port();
  }

  /** An attempt of ours at a candidate, for people. */
  static Attempt attempt(Socks5Candidate candidate, String outcome) {
    String what =
        route(candidate) == Route.PROXY
            ? "through the proxy " + candidate.jid() + " at " + place(candidate)
            : "direct to " + place(candidate);
    return new Attempt(route(candidate), what, outcome);
  }

  /**
   * Tries the candidates until one is reached.
   *
   * @param failed told of each candidate that failed for a reason of its own
   * @throws IOException when none was reached
   */
  Reached race(
      List<Socks5Candidate> candidates,
      String destination,
      long deadline,
      BiConsumer<Socks5Candidate, String> failed)
      throws IOException, InterruptedException {
    var headStart = new HeadStart(candidates);
    var race = new Race<Reached>(tasks, r -> r.stream().close());
    List<Race.Entrant<Reached>> entrants =
        candidates.stream()
            .sorted(Comparator.comparingInt(Socks5Candidate::priority).reversed())
            .map(c ->
                new Race.Entrant<>(
                    "SOCKS5 to " + place(c),
                    () -> headStart.dial(c, destination, deadline, failed)))
            .toList();
    return race.run(entrants, STAGGER, deadline);
  }

  /** Holds proxies back for a moment, unless all direct ways have failed by then. */
  private final class HeadStart {
    private final Monitor monitor = tasks.monitor();
    private long direct;

    HeadStart(List<Socks5Candidate> candidates) {
      this.direct = candidates.stream().filter(c -> route(c) == Route.DIRECT).count();
    }

    Reached dial(
        Socks5Candidate candidate,
        String destination,
        long deadline,
        BiConsumer<Socks5Candidate, String> failed)
        throws IOException, InterruptedException {
      boolean proxy = route(candidate) == Route.PROXY;
      if (proxy) {
        monitor.await(() -> direct == 0, tasks.in(HEAD_START));
      }
      try {
        return Socks5Dialer.this.dial(candidate, destination, deadline);
      } catch (IOException e) {
        failed.accept(candidate, String.valueOf(e.getMessage()));
        throw e;
      } finally {
        monitor.change(() -> direct -= proxy ? 0 : 1);
      }
    }
  }

  /** Connects to one candidate and shakes hands. */
  Reached dial(Socks5Candidate candidate, String destination, long deadline)
      throws IOException, InterruptedException {
    long end = Math.min(deadline, tasks.in(ATTEMPT_SECONDS * 1_000_000_000L));
    Optional<IOException> first = Optional.empty();
    List<InetAddress> addresses = network.resolve(candidate.host());
    for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
      try {
        ByteStream stream =
            dial(
                new InetSocketAddress(address, candidate.port()),
                route(candidate) == Route.DIRECT ? layer : Layer.NONE,
                destination,
                end);
        return new Reached(candidate, stream);
      } catch (IOException e) {
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElse(new IOException("no address of " + candidate.host() + " is known"));
  }

  private ByteStream dial(InetSocketAddress to, Layer below, String destination, long deadline)
      throws IOException, InterruptedException {
    Optional<String> refusal = rule.refusal(to);
    if (refusal.isPresent()) {
      throw new IOException("not tried, " + refusal.get());
    }
    ByteStream fresh = scope.own(network.connect(to, deadline));
    boolean done = false;
    try {
      ByteStream stream =
          StreamTimer.within(
              tasks,
              fresh,
              deadline,
              () -> {
                ByteStream layered = below.onDialed(fresh);
                Socks5Handshake.asClient(layered, destination);
                return layered;
              });
      done = true;
      if (stream != fresh) {
        scope.own(stream);
        scope.release(fresh);
      }
      return stream;
    } finally {
      if (!done) {
        fresh.close();
        scope.release(fresh);
      }
    }
  }
}
