package dev.ferry.ice;

import dev.ferry.ice.Checklist.Failed;
import dev.ferry.ice.Checklist.Running;
import dev.ferry.ice.Checklist.Selected;
import dev.ferry.ice.ChecklistEffect.Check;
import dev.ferry.ice.ChecklistEffect.Wait;
import java.util.List;
import java.util.Optional;

/**
 * When and what the controlling side nominates, and when either side has its way (RFC 8445 8.1).
 *
 * <p>A direct connection is nominated after a moment for better ones. A relayed one waits for the
 * direct ones, which may need many tries, up to {@link #DIRECT_FIRST}.
 */
final class Nomination {
  private static final long MILLI = 1_000_000;

  /** What a working connection waits for a better one. */
  static final long SETTLING = 20 * MILLI;

  /** What direct connections have in advance of relays. */
  static final long DIRECT_FIRST = 3_000 * MILLI;

  private Nomination() {}

  static Checklist settled(Checklist list) {
    Running now = (Running) list.progress();
    return list.with(new Running(now.pacing(), false, true, now.started(), now.directTried()));
  }

  static Checklist directTried(Checklist list) {
    Running now = (Running) list.progress();
    return list.with(new Running(now.pacing(), now.settling(), now.settled(), true, true));
  }

  /** Nominates, selects or gives up, if it is time to. */
  static Checklist decide(Checklist list, List<ChecklistEffect> todo) {
    if (list.isOver()) {
      return list;
    }
    Checklist started = start(list, todo);
    Checklist next =
        started.role() == Role.CONTROLLING ? nominate(started, todo) : follow(started, todo);
    return next.isOver() ? next : giveUp(next);
  }

  private static Checklist start(Checklist list, List<ChecklistEffect> todo) {
    Running now = (Running) list.progress();
    if (now.started() || list.remotes().isEmpty() || list.locals().isEmpty()) {
      return list;
    }
    todo.add(new Wait(new ChecklistEvent.DirectTried(), DIRECT_FIRST));
    return list.with(
        new Running(now.pacing(), now.settling(), now.settled(), true, now.directTried()));
  }

  private static Checklist nominate(Checklist list, List<ChecklistEffect> todo) {
    boolean nominated = list.wires().stream().anyMatch(w -> w.check() == Wire.Check.NOMINATING);
    // An eager nomination is the last of STUN on a connection: the peer's own check must be done.
    Optional<Wire> best = list.best(w -> w.heard() || !list.eager());
    if (nominated || best.isEmpty()) {
      return list;
    }
    Wire wire = best.get();
    Pair pair = list.pairOf(wire).orElseThrow();
    Running now = (Running) list.progress();
    boolean betterOpen =
        list.pairs().stream()
            .anyMatch(
                p -> p.state().isOpen() && p.priority(list.role()) > pair.priority(list.role()));
    boolean directOpen = list.pairs().stream().anyMatch(p -> p.state().isOpen() && !p.isRelayed());
    if (pair.isRelayed() && !now.directTried() && (directOpen || !list.remotesComplete())) {
      return list;
    }
    if (betterOpen && !now.settled()) {
      return settle(list, now, todo);
    }
    long priority = Priorities.asPeerReflexive(pair.local().candidate());
    todo.add(new Check(wire.id(), list.role(), list.tieBreaker(), priority, true));
    todo.add(new Wait(new ChecklistEvent.Silent(wire.id()), Checks.ANSWERING));
    Wire nominating = wire.become(Wire.Check.NOMINATING);
    Checklist next = list.with(nominating);
    return list.eager() ? select(next, nominating) : next;
  }

  /** The controlled side: what the peer has nominated and we have checked, too. */
  private static Checklist follow(Checklist list, List<ChecklistEffect> todo) {
    Optional<Wire> best = list.best(Wire::nominated);
    if (best.isEmpty()) {
      return list;
    }
    Running now = (Running) list.progress();
    // A peer of RFC 5245 may nominate several at once; the best of them counts (8.1.1.2 there).
    return list.eager() || now.settled() ? select(list, best.get()) : settle(list, now, todo);
  }

  private static Checklist settle(Checklist list, Running now, List<ChecklistEffect> todo) {
    if (now.settling()) {
      return list;
    }
    todo.add(new Wait(new ChecklistEvent.Settled(), SETTLING));
    return list.with(new Running(now.pacing(), true, false, now.started(), now.directTried()));
  }

  static Checklist select(Checklist list, Wire wire) {
    return list.with(new Selected(wire.id(), list.pairOf(wire).map(Pair::isRelayed).orElse(false)));
  }

  /** Nothing is left to try, and nobody can come any more. */
  private static Checklist giveUp(Checklist list) {
    boolean mayCome =
        list.locals().stream().anyMatch(l -> l.candidate().tcpType() != TcpType.ACTIVE);
    boolean open = list.pairs().stream().anyMatch(p -> p.state().isOpen());
    boolean complete = list.localsComplete() && list.remotesComplete();
    return complete && !open && !mayCome && list.wires().isEmpty()
        ? list.with(new Failed("nothing is left to try"))
        : list;
  }
}
