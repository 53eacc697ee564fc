package dev.ferry.sim.contract;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Transport;
import dev.ferry.transport.TransportContext.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Two devices that negotiate a transport without a session around it: carries their elements to and
 * fro, as they are or spoiled on the way.
 *
 * <p>Made, steered and closed by one task. Closing it closes both attempts and all streams found.
 */
public final class Encounter implements AutoCloseable {
  private static final long LATENCY = 10_000_000;

  private final TransportBed bed;
  private final Tasks tasks;
  private final Side initiator = new Side();
  private final Side responder = new Side();
  private List<Route> allowed = List.of(Route.values());

  /** One side's attempt, what it has told, and how the way to the other is. */
  private static final class Side {
    private final List<Xml> told = new ArrayList<>();
    private final List<Transport.Negotiation> attempt = new ArrayList<>(1);
    private UnaryOperator<Xml> spoil = UnaryOperator.identity();
    private int copies = 1;
    private final List<AutoCloseable> found = new ArrayList<>();
  }

  /** How connecting ended: with a carrier, without one, or in another way. */
  public record Outcome(Optional<Carrier> carrier, Optional<Throwable> failure) {
    /** What was tried, when there was no way. */
    public List<Attempt> attempts() {
      return failure.orElse(null) instanceof NoCarrier none ? none.attempts() : List.of();
    }
  }

  public Encounter(TransportBed bed) {
    this.bed = bed;
    this.tasks = bed.tasks();
  }

  /** Both sides may use only these routes. */
  public Encounter allowing(Route... routes) {
    allowed = List.of(routes);
    return this;
  }

  /** What the initiator says, reaches the responder like this. */
  public Encounter spoilingInitiator(UnaryOperator<Xml> spoil) {
    initiator.spoil = spoil;
    return this;
  }

  /** What the responder says, reaches the initiator like this. */
  public Encounter spoilingResponder(UnaryOperator<Xml> spoil) {
    responder.spoil = spoil;
    return this;
  }

  /** Every transport-info comes this many times; 0 loses them all. */
  public Encounter repeatingInfos(int copies) {
    initiator.copies = copies;
    responder.copies = copies;
    return this;
  }

  /** Carries the offer there and the answer back. */
  public Encounter agree() throws IOException, InterruptedException {
    var offerer = bed.initiator();
    var answerer = bed.responder();
    Transport.Negotiation offer =
        offerer
            .transport()
            .offer(offerer.context(answerer, true, allowed, signal(initiator, responder)));
    initiator.attempt.add(offer);
    Xml offered = initiator.spoil.apply(offer.element());
    tasks.sleep(LATENCY);
    Transport.Negotiation answer =
        answerer
            .transport()
            .answer(
                offered, answerer.context(offerer, false, allowed, signal(responder, initiator)));
    responder.attempt.add(answer);
    Xml answered = responder.spoil.apply(answer.element());
    tasks.sleep(LATENCY);
    offer.accepted(answered);
    return this;
  }

  private Signal signal(Side from, Side to) {
    return element -> {
      from.told.add(element);
      tasks.sleep(LATENCY);
      for (int i = 0; i < from.copies; i++) {
        to.attempt.forEach(n -> n.informed(from.spoil.apply(element)));
      }
      tasks.sleep(LATENCY);
    };
  }

  public Transport.Negotiation offer() {
    return initiator.attempt.getFirst();
  }

  public Transport.Negotiation answer() {
    return responder.attempt.getFirst();
  }

  /** The transport-infos that the initiator sent. */
  public List<Xml> toldByInitiator() {
    return initiator.told;
  }

  /** The transport-infos that the responder sent. */
  public List<Xml> toldByResponder() {
    return responder.told;
  }

  /** Both sides connect; the initiator's outcome first. */
  public List<Outcome> meet(long deadline) throws InterruptedException {
    List<Outcome> offerers = new ArrayList<>(1);
    List<Outcome> answerers = new ArrayList<>(1);
    TaskHandle one = tasks.fork("initiator", () -> offerers.add(connectInitiator(deadline)));
    TaskHandle two = tasks.fork("responder", () -> answerers.add(connectResponder(deadline)));
    one.join();
    two.join();
    return List.of(offerers.getFirst(), answerers.getFirst());
  }

  public Outcome connectInitiator(long deadline) {
    return connect(initiator, deadline);
  }

  public Outcome connectResponder(long deadline) {
    return connect(responder, deadline);
  }

  private static Outcome connect(Side side, long deadline) {
    try {
      Carrier carrier = side.attempt.getFirst().connect(deadline);
      side.found.add(carrier.stream());
      return new Outcome(Optional.of(carrier), Optional.empty());
    } catch (NoCarrier | InterruptedException | RuntimeException e) {
      return new Outcome(Optional.empty(), Optional.of(e));
    }
  }

  @Override
  public void close() throws Exception {
    for (Side side : List.of(initiator, responder)) {
      side.attempt.forEach(Transport.Negotiation::close);
      for (AutoCloseable stream : side.found) {
        stream.close();
      }
    }
  }
}
