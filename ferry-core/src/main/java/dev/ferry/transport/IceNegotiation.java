package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.moving.MovingStream;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One attempt at ICE in Jingle. Where it ends at a relay, {@link IceRestarts} goes on until it is
 * closed.
 */
final class IceNegotiation implements Transport.Negotiation {
  private static final System.Logger LOG = System.getLogger(IceNegotiation.class.getName());
  private static final int MOST_PEER_MESSAGES = 64;

  private final TransportContext context;
  private final IceSettings settings;
  private final IceGeneration first;
  private final TaskScope scope;
  private final Monitor monitor;
  // Guarded by the monitor.
  private int peerMessages;
  private boolean raw;
  private Consumer<Route> watcher = _ -> {};
  private Optional<IceRestarts> restarts = Optional.empty();

  IceNegotiation(TransportContext context, IceSettings settings) {
    this.context = context;
    this.settings = settings;
    this.first = new IceGeneration(context, settings, 0);
    this.scope = new TaskScope(context.world().tasks());
    this.monitor = context.world().tasks().monitor();
  }

  /** Opens ports and asks servers, until then at most. */
  void gather(long deadline) throws IOException, InterruptedException {
    first.gather(deadline);
  }

  @Override
  public Xml element() {
    return first.element();
  }

  @Override
  public void accepted(Xml answer) {
    IceWire.read(answer).ifPresent(this::offered);
  }

  /** Takes the peer's offer, its answer, or more of either. */
  void offered(IceMessage message) {
    if (message.generation() == 0) {
      monitor.change(() -> raw = raw || message.raw());
      first.hear(message);
    }
  }

  @Override
  public void informed(Xml info) {
    IceWire.read(info).ifPresent(this::informed);
  }

  private void informed(IceMessage message) {
    boolean[] taken = {false};
    List<IceRestarts> later = new ArrayList<>(1);
    monitor.change(() -> {
      taken[0] = message.generation() > 0 || ++peerMessages <= MOST_PEER_MESSAGES;
      restarts.ifPresent(later::add);
    });
    if (message.generation() > 0) {
      later.forEach(r -> r.hear(message));
    } else if (taken[0]) {
      offered(message);
    }
  }

  @Override
  public void watch(Consumer<Route> moved) {
    monitor.change(() -> watcher = moved);
  }

  @Override
  public Carrier connect(long latest) throws NoCarrier, InterruptedException {
    boolean[] known = {false};
    monitor.change(() -> known[0] = raw);
    try {
      Found found = known[0] ? find(latest) : none("the peer's answer is not for streams of bytes");
      found.moving().filter(_ -> settings.direct()).ifPresent(this::improve);
      return new Carrier(found.stream(), found.relayed() ? Route.RELAY : Route.ICE, false);
    } catch (IceFailure none) {
      throw new NoCarrier(attempts(none));
    } catch (ScopeClosed closed) {
      throw new NoCarrier(attempts(new IceFailure("given up", List.of())));
    } finally {
      first.close();
    }
  }

  private static Found none(String why) throws IceFailure {
    throw new IceFailure(why, List.of());
  }

  private Found find(long latest) throws IceFailure, NoCarrier, InterruptedException {
    var patience = new IcePatience(context, first::giveUp);
    TaskHandle waiting = scope.fork("until nothing comes any more", () -> patience.run(latest));
    try {
      return first.connect(latest);
    } catch (IceFailure none) {
      if (patience.isPeerGone()) {
        throw NoCarrier.toNobody(attempts(none));
      }
      throw none;
    } finally {
      waiting.interrupt();
    }
  }

  /** Goes on looking for a direct way while bytes pass the relay. */
  private void improve(MovingStream moving) {
    List<Consumer<Route>> told = new ArrayList<>(1);
    monitor.change(() -> told.add(watcher));
    var direct = new IceSettings(settings.servers(), settings.tls(), true, false, settings.doors());
    var later = new IceRestarts(context, direct, moving, told.getFirst());
    monitor.change(() -> restarts = Optional.of(later));
    try {
      scope.fork("looking for a direct way", later::run);
    } catch (ScopeClosed over) {
      LOG.log(System.Logger.Level.DEBUG, "too late to look for a direct way", over);
    }
  }

  private List<Attempt> attempts(IceFailure failure) {
    List<Attempt> attempts = new ArrayList<>();
    for (IceFailure.Tried tried : failure.tried()) {
      Route route = tried.relayed() ? Route.RELAY : Route.ICE;
      attempts.add(new Attempt(route, tried.what(), tried.outcome()));
    }
    Route best = settings.direct() ? Route.ICE : Route.RELAY;
    attempts.add(new Attempt(best, "ICE", String.valueOf(failure.getMessage())));
    return attempts;
  }

  @Override
  public void close() {
    first.close();
    scope.close();
  }
}
