package dev.ferry.transport;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ICE from new credentials to a connection: an agent, and what it and the peer say to each other.
 * Any task; {@link #close} ends everything that has not been handed out.
 */
final class IceGeneration implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(IceGeneration.class.getName());

  private final TransportContext context;
  private final IceSettings settings;
  private final int number;
  private final IceAgent agent;
  private final TaskScope scope;
  private final Monitor monitor;
  private final Credentials credentials;
  // Guarded by the monitor.
  private int told;
  private boolean toldAll;
  private Optional<Xml> element = Optional.empty();
  private boolean met;

  IceGeneration(TransportContext context, IceSettings settings, int number) {
    this.context = context;
    this.settings = settings;
    this.number = number;
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

  /** What is said first; the same at each call. */
  Xml element() {
    // Complete is asked first: what it covers is in the list then.
    boolean complete = agent.isGathered();
    List<Candidate> known = agent.candidates();
    List<Xml> written = new ArrayList<>(1);
    monitor.change(() -> {
      if (element.isEmpty()) {
        told = known.size();
        toldAll = complete;
        element = Optional.of(write(known, complete));
      }
      element.ifPresent(written::add);
    });
    return written.getFirst();
  }

  private Xml write(List<Candidate> candidates, boolean complete) {
    return IceWire.write(
        new IceMessage(Optional.of(credentials), candidates, complete, true, number));
  }

  /** Takes the peer's offer, its answer, or more of either. */
  void hear(IceMessage message) {
    message.credentials().ifPresent(agent::meet);
    agent.hear(message.candidates().stream().filter(this::isWanted).toList());
    if (message.complete()) {
      agent.heardAll();
    }
    monitor.change(() -> met = met || message.credentials().isPresent());
  }

  /** Waits until the peer has said who it is; answers whether it has. */
  boolean awaitPeer(long deadline) throws InterruptedException {
    return monitor.await(() -> met, deadline);
  }

  private boolean isWanted(Candidate candidate) {
    return settings.relayed() || !candidate.isRelayed();
  }

  /**
   * Finds a connection, and tells what is gathered meanwhile; called once.
   *
   * @throws dev.ferry.machine.ScopeClosed when it was closed before
   */
  Found connect(long deadline) throws IceFailure, InterruptedException {
    scope.fork("telling late candidates", () -> trickle(deadline));
    return agent.connect(true, deadline);
  }

  /** Tells the peer what is found after our element was sent (RFC 8838 15). */
  private void trickle(long deadline) throws InterruptedException {
    boolean[] all = {false};
    int[] before = {0};
    monitor.change(() -> all[0] = toldAll);
    while (!all[0] && context.world().tasks().now() < deadline) {
      monitor.change(() -> before[0] = told);
      agent.awaitMore(before[0], deadline);
      // In this order: what is complete now has no candidate that is not in the list.
      boolean complete = agent.isGathered();
      List<Candidate> known = agent.candidates();
      List<Candidate> late = known.subList(before[0], known.size());
      monitor.change(() -> told = known.size());
      all[0] = complete;
      if (late.isEmpty() && !complete) {
        return;
      }
      try {
        context.signal().info(write(late, complete));
      } catch (IOException untold) {
        LOG.log(System.Logger.Level.DEBUG, "the peer does not take late candidates", untold);
      }
    }
  }

  /** Lets {@link #connect} fail soon; does not wait for that. */
  void giveUp() {
    agent.giveUp();
  }

  @Override
  public void close() {
    agent.close();
    scope.close();
  }
}
