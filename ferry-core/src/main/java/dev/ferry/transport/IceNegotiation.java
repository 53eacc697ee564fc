package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.ice.Candidate;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt at ICE in Jingle: carries what the agent and the peer say to each other. */
final class IceNegotiation implements Transport.Negotiation {
  private static final System.Logger LOG = System.getLogger(IceNegotiation.class.getName());
  private static final int MOST_PEER_MESSAGES = 64;

  /** After this while nothing comes that did not come before; another transport may. */
  private static final long PATIENCE = 10_000_000_000L;

  private final TransportContext context;
  private final IceSettings settings;
  private final IceAgent agent;
  private final TaskScope scope;
  private final Monitor monitor;
  private final Credentials credentials;
  // Guarded by the monitor.
  private int told;
  private boolean toldAll;
  private Optional<Xml> element = Optional.empty();
  private int peerMessages;
  private boolean raw;

  IceNegotiation(TransportContext context, IceSettings settings) {
    this.context = context;
    this.settings = settings;
    this.scope = new TaskScope(context.world().tasks());
    this.monitor = context.world().tasks().monitor();
    var local = context.world().network().local();
    this.agent =
        new IceAgent(
            context.world(),
            settings,
            context.initiator() ? Role.CONTROLLING : Role.CONTROLLED,
            (to, own) -> new AddressRule(local, own).refusal(to));
    this.credentials = agent.credentials();
  }

  /** Opens ports and asks servers, until then at most. */
  void gather(long deadline) throws IOException, InterruptedException {
    agent.gather(deadline);
    if (agent.isGathered() && agent.candidates().isEmpty()) {
      throw new IOException("there is no place to be met at: no interface, no relay");
    }
  }

  @Override
  public Xml element() {
    // Complete is asked first: what it covers is in the list then.
    boolean complete = agent.isGathered();
    List<Candidate> known = agent.candidates();
    List<Xml> written = new ArrayList<>(1);
    monitor.change(() -> {
      if (element.isEmpty()) {
        told = known.size();
        toldAll = complete;
        element = Optional.of(IceWire.write(message(known, complete)));
      }
      element.ifPresent(written::add);
    });
    return written.getFirst();
  }

  private IceMessage message(List<Candidate> candidates, boolean complete) {
    return new IceMessage(Optional.of(credentials), candidates, complete, true);
  }

  @Override
  public void accepted(Xml answer) {
    IceWire.read(answer).ifPresent(this::offered);
  }

  /** Takes the peer's offer, its answer, or more of either. */
  void offered(IceMessage message) {
    monitor.change(() -> raw = raw || message.raw());
    message.credentials().ifPresent(agent::meet);
    agent.hear(message.candidates().stream().filter(this::isWanted).toList());
    if (message.complete()) {
      agent.heardAll();
    }
  }

  private boolean isWanted(Candidate candidate) {
    return settings.relayed() || !candidate.isRelayed();
  }

  @Override
  public void informed(Xml info) {
    boolean[] taken = {false};
    monitor.change(() -> taken[0] = ++peerMessages <= MOST_PEER_MESSAGES);
    if (taken[0]) {
      IceWire.read(info).ifPresent(this::offered);
    }
  }

  @Override
  public Carrier connect(long latest) throws NoCarrier, InterruptedException {
    long deadline = Math.min(latest, context.world().tasks().in(PATIENCE));
    boolean[] known = {false};
    monitor.change(() -> known[0] = raw);
    try {
      if (!known[0]) {
        throw new IceFailure("the peer's answer is not for streams of bytes", List.of());
      }
      scope.fork("telling late candidates", () -> trickle(deadline));
      Found found = agent.connect(true, deadline);
      return new Carrier(found.stream(), found.relayed() ? Route.RELAY : Route.ICE, false);
    } catch (IceFailure none) {
      throw new NoCarrier(attempts(none));
    } catch (ScopeClosed closed) {
      throw new NoCarrier(attempts(new IceFailure("given up", List.of())));
    } finally {
      close();
    }
  }

  /** Tells the peer what is found after our element was sent (RFC 8838 15). */
  private void trickle(long deadline) throws InterruptedException {
    boolean all = toldAll();
    while (!all && context.world().tasks().now() < deadline) {
      int before = told();
      agent.awaitMore(before, deadline);
      // In this order: what is complete now has no candidate that is not in the list.
      boolean complete = agent.isGathered();
      List<Candidate> known = agent.candidates();
      List<Candidate> late = known.subList(before, known.size());
      monitor.change(() -> told = known.size());
      all = complete;
      if (late.isEmpty() && !complete) {
        return;
      }
      try {
        context.signal().info(IceWire.write(message(late, complete)));
      } catch (IOException untold) {
        LOG.log(System.Logger.Level.DEBUG, "the peer does not take late candidates", untold);
      }
    }
  }

  private int told() {
    int[] count = {0};
    monitor.change(() -> count[0] = told);
    return count[0];
  }

  private boolean toldAll() {
    boolean[] all = {false};
    monitor.change(() -> all[0] = toldAll);
    return all[0];
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
    agent.close();
    scope.close();
  }
}
