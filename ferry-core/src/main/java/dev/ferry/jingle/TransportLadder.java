package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.negotiation.Failures;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Transport;
import dev.ferry.transport.TransportContext;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The transports of one session, best first: which to propose next, and whether one that the peer
 * proposes may be used. Used by one task at a time; the methods that gather may wait.
 */
final class TransportLadder {
  /** One transport with those of its routes that are to be tried together. */
  record Rung(Transport transport, List<Route> routes) {
    Rung {
      routes = List.copyOf(routes);
    }
  }

  /** Finds the rungs when they are needed first: that may take a question to the peer. */
  @FunctionalInterface
  interface Source {
    List<Rung> rungs() throws InterruptedException;
  }

  private final TransportChoice choice;
  private final List<Route> allowed;
  private final Function<List<Route>, TransportContext> context;
  private final Source source;
  private final List<Transport> used = new ArrayList<>();
  private Optional<Deque<Rung>> rungs = Optional.empty();
  private Optional<Rung> proposed = Optional.empty();

  /**
   * @param allowed the routes that the peer's proposals may use
   * @param context what a transport is given when it is to use these routes
   */
  TransportLadder(
      TransportChoice choice,
      List<Route> allowed,
      Function<List<Route>, TransportContext> context,
      Source source) {
    this.choice = choice;
    this.allowed = List.copyOf(allowed);
    this.context = context;
    this.source = source;
  }

  /**
   * Prepares the next transport to be proposed.
   *
   * @param failed gets those that could not even be prepared
   * @return empty when none is left
   */
  Optional<Transport.Negotiation> propose(List<Attempt> failed) throws InterruptedException {
    for (Optional<Rung> next = step(); next.isPresent(); next = step()) {
      Rung rung = next.get();
      try {
        return Optional.of(rung.transport.offer(context.apply(rung.routes)));
      } catch (IOException e) {
        failed.add(new Attempt(rung.routes.getFirst(), "offering a way", Failures.words(e)));
      }
    }
    return Optional.empty();
  }

  private Optional<Rung> step() throws InterruptedException {
    if (rungs.isEmpty()) {
      Deque<Rung> found = new ArrayDeque<>(source.rungs());
      found.removeIf(r -> used.contains(r.transport));
      rungs = Optional.of(found);
    }
    proposed = Optional.ofNullable(rungs.get().poll());
    return proposed;
  }

  /**
   * Prepares to use a transport that the peer proposes.
   *
   * @throws IOException when it is unknown, not allowed, or makes no sense
   */
  Transport.Negotiation answer(Xml offered) throws IOException, InterruptedException {
    Transport transport =
        choice
            .toAnswer(offered, allowed)
            .orElseThrow(() -> new IOException("not used here: " + offered.namespace()));
    used.add(transport);
    rungs.ifPresent(left -> left.removeIf(r -> r.transport.equals(transport)));
    return transport.answer(offered, context.apply(allowed));
  }

  /** Whether there may be more to propose. */
  boolean mayGoOn() {
    return rungs.map(left -> !left.isEmpty()).orElse(true);
  }

  /** The rung proposed last, for the list of attempts. */
  Optional<Attempt> rejected() {
    return proposed.map(
        rung -> new Attempt(rung.routes.getFirst(), "proposing it instead", "the peer rejects it"));
  }

  /** What a new session could still try: the rung proposed last, and those after it. */
  List<Rung> untried() {
    List<Rung> left = new ArrayList<>();
    proposed.ifPresent(left::add);
    rungs.ifPresent(left::addAll);
    return left;
  }
}
