package dev.ferry.si;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Failures;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.BytestreamRequester;
import dev.ferry.transport.BytestreamTarget;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Socks5Proxy;
import dev.ferry.transport.Transport;
import dev.ferry.transport.TransportContext;
import dev.ferry.transport.Unwanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The streams of one session: tries to have one, in whatever way the machine says. Each attempt is
 * a child task that tells its outcome as an event; of two streams the first one counts.
 *
 * <p>The methods that start something are the session's task's own; none of them waits.
 */
final class SessionStreams {
  /**
   * Proxies are looked up while the peer's user thinks; so long it may take after that, or in all.
   */
  private static final long GATHERING = 15_000_000_000L;

  private static final long LOOK_UP = 30_000_000_000L;

  /** How many times as long as for one stream a receiver is ready for an in-band one. */
  private static final int READINESS = 8;

  private final SiStreams streams;
  private final TransportContext context;
  private final String id;
  private final SiPatience patience;
  private final TaskScope scope;
  private final Consumer<SiEvent> tell;
  private final Monitor monitor;
  private Optional<Transport.Negotiation> inBand = Optional.empty();
  private Optional<Carrier> carrier = Optional.empty();
  private List<Socks5Proxy> proxies = List.of();
  private boolean gathered;

  /**
   * @param id names the stream, whatever kind it is
   * @param scope owns what is opened here, and its tasks
   * @param tell takes the outcomes, on any task
   */
  SessionStreams(
      SiStreams streams,
      TransportContext context,
      String id,
      SiPatience patience,
      TaskScope scope,
      Consumer<SiEvent> tell) {
    this.streams = streams;
    this.context = context;
    this.id = id;
    this.patience = patience;
    this.scope = scope;
    this.tell = tell;
    this.monitor = tasks().monitor();
  }

  /** The stream that was found first; there is one after {@code CarrierFound}. */
  ByteStream stream() {
    return found().orElseThrow().stream();
  }

  Optional<Route> route() {
    return found().map(Carrier::route);
  }

  private Optional<Carrier> found() {
    List<Carrier> one = new ArrayList<>(1);
    monitor.change(() -> carrier.ifPresent(one::add));
    return one.stream().findFirst();
  }

  /** Sender: looks up what will be offered if the peer says yes. */
  void gather() {
    if (context.allowed().contains(Route.PROXY)) {
      scope.fork(
          "proxies for " + id,
          () -> {
            List<Socks5Proxy> found = streams.proxies().find(tasks().in(LOOK_UP));
            monitor.change(() -> {
              proxies = found;
              gathered = true;
            });
          });
    } else {
      gathered = true;
    }
  }

  /** Sender: opens a stream of this kind. */
  void open(StreamMethod method) {
    switch (method) {
      case BYTESTREAMS -> attempt(method, this::request);
      case IN_BAND -> {
        if (expectInBand()) {
          attempt(method, () -> inBand.orElseThrow().connect(connectBy()));
        }
      }
    }
  }

  /** Receiver: is ready for an in-band stream from now on. */
  void await() {
    if (expectInBand()) {
      long deadline = tasks().in(patience.stream().multipliedBy(READINESS).toNanos());
      attempt(StreamMethod.IN_BAND, () -> inBand.orElseThrow().connect(deadline));
    }
  }

  /** Makes an in-band stream known; the sender's {@code connect} opens it. */
  private boolean expectInBand() {
    try {
      inBand = Optional.of(streams.inBand().stream(context, id));
      return true;
    } catch (IOException e) {
      String what = "in-band through the servers to " + context.peer();
      var attempt = new Attempt(Route.IN_BAND, what, Failures.words(e));
      failed(StreamMethod.IN_BAND, List.of(attempt));
      return false;
    }
  }

  /** Where the link is lost, it is that which failed; its loss may be told to all only later. */
  private void failed(StreamMethod method, List<Attempt> attempts) {
    tell.accept(
        streams
            .router()
            .loss()
            .<SiEvent>map(SiEvent.LinkLost::new)
            .orElseGet(() -> new SiEvent.CarrierFailed(method, attempts)));
  }

  /**
   * Receiver: tries the places that the sender named, and answers it.
   *
   * @param bytesDue whether bytes must come before the stream counts
   */
  void dial(Iq request, Streamhosts offer, boolean bytesDue) {
    attempt(
        StreamMethod.BYTESTREAMS,
        () ->
            new BytestreamTarget(context, scope)
                .connect(request, offer, bytesDue, connectBy(), patience.firstByte().toNanos()));
  }

  /** Sender: names this device's places, and those of its proxies. */
  private Carrier request() throws NoCarrier, Unwanted, InterruptedException {
    long deadline = connectBy();
    monitor.await(() -> gathered, Math.min(deadline, tasks().in(GATHERING)));
    List<Socks5Proxy> known = new ArrayList<>();
    monitor.change(() -> known.addAll(proxies));
    return scope.own(BytestreamRequester.gather(context, id, known)).connect(deadline);
  }

  private long connectBy() {
    return tasks().in(patience.connect().toNanos());
  }

  private Tasks tasks() {
    return streams.world().tasks();
  }

  /** One way to a stream. */
  private interface Way {
    Carrier go() throws NoCarrier, Unwanted, InterruptedException;
  }

  private void attempt(StreamMethod method, Way way) {
    scope.fork(
        method + " of " + id,
        () -> {
          try {
            take(way.go());
          } catch (NoCarrier none) {
            failed(method, none.attempts());
          } catch (Unwanted withdrawn) {
            tell.accept(new SiEvent.PeerWithdrew());
          }
        });
  }

  private void take(Carrier one) {
    scope.own(one.stream());
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = carrier.isEmpty();
      carrier = carrier.or(() -> Optional.of(one));
    });
    if (!first[0]) {
      one.stream().close();
      return;
    }
    if (!one.inBand()) {
      inBand.ifPresent(Transport.Negotiation::close);
    }
    tell.accept(new SiEvent.CarrierFound(one.inBand()));
  }

  /** Is ready for nothing any more; what was found is the scope's to close. */
  void close() {
    inBand.ifPresent(Transport.Negotiation::close);
  }
}
