package dev.ferry.ice;

import dev.ferry.ice.Checklist.Failed;
import dev.ferry.ice.Checklist.Running;
import dev.ferry.ice.ChecklistEffect.Answer;
import dev.ferry.ice.ChecklistEffect.AnswerConflict;
import dev.ferry.ice.ChecklistEffect.Check;
import dev.ferry.ice.ChecklistEffect.Close;
import dev.ferry.ice.ChecklistEffect.Dial;
import dev.ferry.ice.ChecklistEffect.Rest;
import dev.ferry.ice.ChecklistEffect.Wait;
import dev.ferry.machine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a check list goes on: the machine of connectivity checks over TCP (RFC 8445 6.1.4, 7, 8; RFC
 * 6544 7). Pure; both roles.
 *
 * <p>A pair is checked by connecting and then asking on the connection. Whoever is asked on a
 * connection asks back on the same one. A connection that is refused or breaks before an answer is
 * tried again, since the two sides of a simultaneous open need not be in step.
 */
public final class Checks {
  private static final long MILLI = 1_000_000;

  /** Between two new connections (RFC 8445 14.2: at least 5 ms). */
  static final long PACE = 5 * MILLI;

  /** How long a connection may stay without an answer, or without a question. */
  static final long ANSWERING = 8_000 * MILLI;

  /** How often a pair is tried. */
  static final int MOST_TRIES = 40;

  /** The same where every try is a request to a relay. */
  static final int MOST_TRIES_OF_A_RELAY = 8;

  /** How many connections may be open at a time, so that a stranger cannot exhaust us. */
  static final int MOST_WIRES = 64;

  private Checks() {}

  /** The next state, and what is to be done. */
  public static Step<Checklist, ChecklistEffect> on(Checklist list, ChecklistEvent event) {
    if (list.isOver()) {
      return over(list, event);
    }
    List<ChecklistEffect> todo = new ArrayList<>();
    Checklist next =
        switch (event) {
          case ChecklistEvent.LocalFound(LocalCandidate c) -> Pairing.add(list, c);
          case ChecklistEvent.RemoteFound(Candidate c) -> Pairing.add(list, c);
          case ChecklistEvent.LocalsComplete _ -> list.complete(true, list.remotesComplete());
          case ChecklistEvent.RemotesComplete _ -> list.complete(list.localsComplete(), true);
          case ChecklistEvent.Connected connected -> connected(list, connected, todo);
          case ChecklistEvent.Unreached(int pair) -> unreached(list, list.pair(pair), todo);
          case ChecklistEvent.Accepted accepted -> accepted(list, accepted, todo);
          case ChecklistEvent.Asked asked -> asked(list, asked, todo);
          case ChecklistEvent.Answered(int wire) -> answered(list, wire);
          case ChecklistEvent.Conflicted c -> conflicted(list, c, todo);
          case ChecklistEvent.Refused(int wire) -> useless(list, wire, false, todo);
          case ChecklistEvent.Silent(int wire) -> silent(list, wire, todo);
          case ChecklistEvent.Broken(int wire) -> useless(list, wire, true, todo);
          case ChecklistEvent.Paced _ -> paced(list, todo);
          case ChecklistEvent.Rested(int pair) -> rested(list, pair);
          case ChecklistEvent.Settled _ -> Nomination.settled(list);
          case ChecklistEvent.DirectTried _ -> Nomination.directTried(list);
          case ChecklistEvent.Expired _ -> list.with(new Failed("no connection in time"));
        };
    Checklist decided = Nomination.decide(next, todo);
    return new Step<>(pace(decided, todo), todo);
  }

  /** What comes late is put away. */
  private static Step<Checklist, ChecklistEffect> over(Checklist list, ChecklistEvent event) {
    return switch (event) {
      case ChecklistEvent.Connected(_, int wire) -> Step.to(list, new Close(wire));
      case ChecklistEvent.Accepted(int wire, _, _) -> Step.to(list, new Close(wire));
      case ChecklistEvent.Asked(int wire, String request, _, _, _, _) ->
          list.progress() instanceof Checklist.Selected(int used, _) && used == wire
              ? Step.to(list, new Answer(wire, request))
              : Step.to(list);
      case ChecklistEvent.LocalFound _,
          ChecklistEvent.RemoteFound _,
          ChecklistEvent.LocalsComplete _,
          ChecklistEvent.RemotesComplete _,
          ChecklistEvent.Unreached _,
          ChecklistEvent.Answered _,
          ChecklistEvent.Conflicted _,
          ChecklistEvent.Refused _,
          ChecklistEvent.Broken _,
          ChecklistEvent.Paced _,
          ChecklistEvent.Rested _,
          ChecklistEvent.Silent _,
          ChecklistEvent.Settled _,
          ChecklistEvent.DirectTried _,
          ChecklistEvent.Expired _ ->
          Step.to(list);
    };
  }

  private static Checklist connected(
      Checklist list, ChecklistEvent.Connected connected, List<ChecklistEffect> todo) {
    Optional<Pair> pair = list.pair(connected.pair());
    if (pair.isEmpty() || list.wires().size() >= MOST_WIRES) {
      todo.add(new Close(connected.wire()));
      return list;
    }
    var wire =
        Wire.fresh(
            connected.wire(),
            OptionalInt.of(connected.pair()),
            pair.get().local().base(),
            pair.get().remote().address());
    return ask(list.with(wire), wire, todo);
  }

  /** Sends our check on a wire, once. */
  private static Checklist ask(Checklist list, Wire wire, List<ChecklistEffect> todo) {
    LocalCandidate local = list.pairOf(wire).orElseThrow().local();
    long priority = Priorities.asPeerReflexive(local.candidate());
    todo.add(new Check(wire.id(), list.role(), list.tieBreaker(), priority, false));
    todo.add(new Wait(new ChecklistEvent.Silent(wire.id()), wire.patience()));
    return list.with(wire.become(Wire.Check.SENT));
  }

  private static Checklist unreached(
      Checklist list, Optional<Pair> pair, List<ChecklistEffect> todo) {
    if (pair.isEmpty() || pair.get().state() != PairState.IN_PROGRESS) {
      return list;
    }
    boolean relay = pair.get().local().candidate().isRelayed();
    if (pair.get().tries() >= (relay ? MOST_TRIES_OF_A_RELAY : MOST_TRIES)) {
      return Pairing.thaw(list.with(pair.get().become(PairState.FAILED)));
    }
    todo.add(new Rest(pair.get().id(), pair.get().tries()));
    return Pairing.thaw(list.with(pair.get().become(PairState.RESTING)));
  }

  private static Checklist accepted(
      Checklist list, ChecklistEvent.Accepted accepted, List<ChecklistEffect> todo) {
    if (list.wires().size() >= MOST_WIRES) {
      todo.add(new Close(accepted.wire()));
      return list;
    }
    todo.add(new Wait(new ChecklistEvent.Silent(accepted.wire()), ANSWERING));
    return list.with(
        Wire.fresh(accepted.wire(), list.pairFor(accepted), accepted.base(), accepted.from()));
  }

  private static Checklist asked(
      Checklist list, ChecklistEvent.Asked asked, List<ChecklistEffect> todo) {
    if (list.wire(asked.wire()).isEmpty()) {
      return list;
    }
    Checklist agreed = list;
    if (asked.theirs() == list.role()) {
      // RFC 8445 7.3.1.1: the larger number controls.
      boolean weControl = Long.compareUnsigned(list.tieBreaker(), asked.tieBreaker()) >= 0;
      if (weControl == (list.role() == Role.CONTROLLING)) {
        todo.add(new AnswerConflict(asked.wire(), asked.request()));
        return list;
      }
      agreed = list.with(list.role().other());
    }
    return heard(agreed, agreed.wire(asked.wire()).orElseThrow(), asked, todo);
  }

  private static Checklist heard(
      Checklist list, Wire wire, ChecklistEvent.Asked asked, List<ChecklistEffect> todo) {
    Checklist known =
        wire.pair().isPresent() ? list : Pairing.reflexive(list, wire, asked.priority());
    Wire heard =
        known
            .wire(wire.id())
            .orElseThrow()
            .heard(asked.nominating() && known.role() == Role.CONTROLLED);
    todo.add(new Answer(wire.id(), asked.request()));
    Checklist next = known.with(heard);
    // The triggered check goes back on the same connection (RFC 6544 7.2).
    return heard.check() == Wire.Check.NONE && heard.pair().isPresent()
        ? ask(next, heard, todo)
        : next;
  }

  private static Checklist answered(Checklist list, int id) {
    Optional<Wire> wire = list.wire(id).filter(w -> w.pair().isPresent());
    if (wire.isEmpty() || wire.get().check() == Wire.Check.NONE) {
      return list;
    }
    if (wire.get().check() == Wire.Check.NOMINATING) {
      return Nomination.select(list, wire.get());
    }
    Pair pair = list.pairOf(wire.get()).orElseThrow();
    return unfreeze(
        list.with(wire.get().become(Wire.Check.ANSWERED)).with(pair.become(PairState.SUCCEEDED)),
        pair.foundation());
  }

  /** RFC 8445 7.2.5.3.3: what works once is worth trying for all of its foundation. */
  private static Checklist unfreeze(Checklist list, String foundation) {
    Checklist next = list;
    for (Pair pair : list.pairs()) {
      if (pair.state() == PairState.FROZEN && pair.foundation().equals(foundation)) {
        next = next.with(pair.become(PairState.WAITING));
      }
    }
    return next;
  }

  private static Checklist conflicted(
      Checklist list, ChecklistEvent.Conflicted conflict, List<ChecklistEffect> todo) {
    Optional<Wire> wire = list.wire(conflict.wire()).filter(w -> w.check() != Wire.Check.NONE);
    if (wire.isEmpty()) {
      return list;
    }
    Checklist next = conflict.claimed() == list.role() ? list.with(list.role().other()) : list;
    return ask(next, wire.get(), todo);
  }

  private static Checklist silent(Checklist list, int id, List<ChecklistEffect> todo) {
    boolean alive = list.wire(id).filter(w -> w.check() == Wire.Check.ANSWERED).isPresent();
    return alive ? list : useless(list, id, false, todo);
  }

  /** A wire is of no use; the pair may be tried again when the connection broke by itself. */
  private static Checklist useless(
      Checklist list, int id, boolean again, List<ChecklistEffect> todo) {
    Optional<Wire> wire = list.wire(id);
    if (wire.isEmpty()) {
      return list;
    }
    todo.add(new Close(id));
    Checklist less = list.without(wire.get());
    Optional<Pair> pair =
        less.pairOf(wire.get()).filter(_ -> wire.get().check() != Wire.Check.NONE);
    if (pair.isEmpty()) {
      return less;
    }
    boolean dialable = pair.get().remote().tcpType() != TcpType.ACTIVE;
    if (again && dialable) {
      Checklist trying = less.with(pair.get().become(PairState.IN_PROGRESS));
      return unreached(trying, trying.pair(pair.get().id()), todo);
    }
    return Pairing.thaw(less.with(pair.get().become(PairState.FAILED)));
  }

  private static Checklist rested(Checklist list, int pair) {
    return list.pair(pair)
        .filter(p -> p.state() == PairState.RESTING)
        .map(p -> list.with(p.become(PairState.WAITING)))
        .orElse(list);
  }

  private static Checklist paced(Checklist list, List<ChecklistEffect> todo) {
    Running running = (Running) list.progress();
    Checklist idle =
        list.with(
            new Running(
                false,
                running.settling(),
                running.settled(),
                running.started(),
                running.directTried()));
    boolean ready = idle.pairs().stream().anyMatch(p -> p.state() == PairState.WAITING);
    Checklist next = ready ? idle : Pairing.thawOne(idle);
    return dial(next, todo);
  }

  private static Checklist dial(Checklist list, List<ChecklistEffect> todo) {
    Optional<Pair> best = list.ordered().filter(p -> p.state() == PairState.WAITING).findFirst();
    if (best.isEmpty()) {
      return list;
    }
    Pair pair = best.get();
    todo.add(new Dial(pair.id(), pair.local().base(), pair.remote().address()));
    return list.with(pair.tried());
  }

  /** Sees to it that the timer for the next pair runs while there is one. */
  private static Checklist pace(Checklist list, List<ChecklistEffect> todo) {
    if (!(list.progress() instanceof Running running) || running.pacing()) {
      return list;
    }
    boolean more =
        list.pairs().stream()
            .anyMatch(p -> p.state() == PairState.WAITING || p.state() == PairState.FROZEN);
    if (!more) {
      return list;
    }
    boolean first = list.pairs().stream().allMatch(p -> p.tries() == 0);
    todo.add(new Wait(new ChecklistEvent.Paced(), first ? 0 : PACE));
    return list.with(
        new Running(
            true, running.settling(), running.settled(), running.started(), running.directTried()));
  }
}
