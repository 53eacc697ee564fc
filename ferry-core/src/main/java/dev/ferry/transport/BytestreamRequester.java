package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The side that asks for a SOCKS5 bytestream and names the places where it can be met (XEP-0065 5
 * and 6): its own listeners, and proxies, of which one is activated when the target has chosen it.
 *
 * <p>Of all listeners together one client is let in: some targets connect to every place at once,
 * and must find out the same as we which connection counts. {@link #connect} is called once, on any
 * task; {@link #close} may come from any.
 */
public final class BytestreamRequester implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BytestreamRequester.class.getName());
  private static final int MOST_PROXIES = 4;

  /** How long a connection may lag behind the target's word that it is there. */
  private static final long ARRIVAL = 5_000_000_000L;

  private static final long ACTIVATION = 30_000_000_000L;

  /** Refusals by which a target says that it wants no such stream (XEP-0065 5.3.1). */
  private static final Set<String> UNWANTED = Set.of("not-acceptable", "not-allowed", "forbidden");

  private final TransportContext context;
  private final String sid;
  private final String destination;
  private final TaskScope scope;
  private final Socks5Dialer dialer;
  private final Monitor monitor;
  private final List<Socks5Listener> listeners = new ArrayList<>();
  private final List<Streamhost> hosts = new ArrayList<>();
  private Optional<Integer> claimed = Optional.empty();

  private BytestreamRequester(TransportContext context, String sid) {
    this.context = context;
    this.sid = sid;
    this.destination =
        Socks5Handshake.destination(sid, context.self().toString(), context.peer().toString());
    this.scope = new TaskScope(context.world().tasks());
    this.monitor = context.world().tasks().monitor();
    var rule = new AddressRule(context.world().network().local(), List.of());
    this.dialer = new Socks5Dialer(context.world(), scope, rule, Layer.NONE);
  }

  /** Listens where the context allows direct ways, and takes the proxies where it allows them. */
  public static BytestreamRequester gather(
      TransportContext context, String sid, List<Socks5Proxy> proxies) {
    var requester = new BytestreamRequester(context, sid);
    if (context.allowed().contains(Route.DIRECT)) {
      requester.listen();
    }
    if (context.allowed().contains(Route.PROXY)) {
      proxies.stream()
          .limit(MOST_PROXIES)
          .forEach(p -> requester.hosts.add(new Streamhost(p.jid(), p.host(), p.port())));
    }
    return requester;
  }

  private void listen() {
    for (InetAddress address : Socks5Places.listenable(context.world())) {
      try {
        int index = listeners.size();
        Socks5Listener listener =
            Socks5Listener.open(
                context.world(),
                new InetSocketAddress(address, 0),
                d -> claim(d, index),
                Layer.NONE);
        listeners.add(scope.own(listener));
        int port = listener.address().getPort();
        hosts.add(new Streamhost(context.self(), AddressText.of(address), port));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "cannot listen at " + address, e);
      }
    }
  }

  private boolean claim(String asked, int listener) {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = asked.equals(destination) && claimed.isEmpty();
      claimed = first[0] ? Optional.of(listener) : claimed;
    });
    return first[0];
  }

  /**
   * Offers the places and waits until the peer has connected to one of them.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @throws NoCarrier when the peer reached none, with every place
   * @throws Unwanted when the peer refuses the stream as such
   */
  public Carrier connect(long deadline) throws NoCarrier, Unwanted, InterruptedException {
    try {
      if (hosts.isEmpty()) {
        throw new NoCarrier(
            List.of(
                new Attempt(
                    context.allowed().contains(Route.DIRECT) ? Route.DIRECT : Route.PROXY,
                    "SOCKS5 bytestreams",
                    "this device has no address to offer, and knows no proxy")));
      }
      var offer =
          new BytestreamElement.Streamhosts(
              sid, Socks5Message.Mode.TCP, Optional.empty(), List.copyOf(hosts));
      Iq.Reply reply =
          context
              .router()
              .request(context.peer(), Iq.Type.SET, BytestreamWire.write(offer), deadline);
      return switch (reply) {
        case Iq.Reply.Result(Optional<Xml> payload) ->
            carrier(payload.flatMap(BytestreamWire::readUsed), deadline);
        case Iq.Reply.Refused(StanzaError error) -> throw refused(error);
        case Iq.Reply.Unanswered(String why) -> throw none(why);
      };
    } finally {
      close();
    }
  }

  private NoCarrier refused(StanzaError error) throws Unwanted {
    if (UNWANTED.contains(error.condition())) {
      throw new Unwanted("the peer does not want the bytestream any more: " + error);
    }
    return error.condition().equals("item-not-found")
        ? none("the peer could not connect to it")
        : none("the peer refused it: " + error);
  }

  private NoCarrier none(String why) {
    return new NoCarrier(hosts.stream().map(h -> attempt(h, why)).toList());
  }

  private Attempt attempt(Streamhost host, String why) {
    Socks5Candidate candidate = host.candidate(context.self());
    String place = Socks5Dialer.place(candidate);
    return host.route(context.self()) == Route.DIRECT
        ? new Attempt(Route.DIRECT, "direct from the peer to " + place, why)
        : Socks5Dialer.attempt(candidate, why);
  }

  private Carrier carrier(Optional<Jid> used, long deadline)
      throws NoCarrier, InterruptedException {
    if (used.isEmpty()) {
      throw none("the peer does not say which place it has reached");
    }
    Optional<Streamhost> host = hosts.stream().filter(h -> h.jid().equals(used.get())).findFirst();
    if (host.isEmpty()) {
      throw none("the peer says that it uses " + used.get() + ", which was never offered");
    }
    ByteStream stream =
        used.get().equals(context.self()) ? direct(deadline) : proxied(host.get(), deadline);
    scope.release(stream);
    return new Carrier(stream, host.get().route(context.self()), false);
  }

  private ByteStream direct(long deadline) throws NoCarrier, InterruptedException {
    List<Socks5Listener> reached = new ArrayList<>(1);
    monitor.change(() -> claimed.map(listeners::get).ifPresent(reached::add));
    long end = Math.min(deadline, context.world().tasks().in(ARRIVAL));
    Optional<ByteStream> stream =
        reached.isEmpty() ? Optional.empty() : reached.getFirst().take(end);
    return stream.orElseThrow(
        () -> none("the peer says that it connected to this device, but no connection came"));
  }

  private ByteStream proxied(Streamhost proxy, long deadline)
      throws NoCarrier, InterruptedException {
    try {
      Socks5Candidate candidate = proxy.candidate(context.self());
      ByteStream stream = dialer.dial(candidate, destination, deadline).stream();
      activate(proxy, deadline);
      return stream;
    } catch (IOException e) {
      throw new NoCarrier(List.of(attempt(proxy, String.valueOf(e.getMessage()))));
    }
  }

  private void activate(Streamhost proxy, long deadline) throws IOException, InterruptedException {
    Xml query = BytestreamWire.write(new BytestreamElement.Activate(sid, context.peer()));
    long end = Math.min(deadline, context.world().tasks().in(ACTIVATION));
    Iq.Reply reply = context.router().request(proxy.jid(), Iq.Type.SET, query, end);
    switch (reply) {
      case Iq.Reply.Result _ -> {}
      case Iq.Reply.Refused(StanzaError error) ->
          throw new IOException("it refused the activation: " + error);
      case Iq.Reply.Unanswered(String why) ->
          throw new IOException("it did not answer the activation: " + why);
    }
  }

  /** Stops everything and closes what was not handed out; idempotent. */
  @Override
  public void close() {
    scope.close();
  }
}
