package dev.ferry.ice;

import dev.ferry.ice.ChecklistEvent.Accepted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The state of connectivity checks between two devices (RFC 8445 6.1.2, RFC 6544 6.2): what may be
 * tried, what was, and what came of it. Immutable; {@link Checks} says how it goes on.
 *
 * @param eager whether the peer is known to take a nomination at once, so that bytes may follow it
 * @param nextPair the number of the next pair
 */
public record Checklist(
    Role role,
    long tieBreaker,
    boolean eager,
    List<LocalCandidate> locals,
    List<Candidate> remotes,
    boolean localsComplete,
    boolean remotesComplete,
    List<Pair> pairs,
    List<Wire> wires,
    int nextPair,
    Progress progress) {
  /** How far it has come altogether. */
  public sealed interface Progress {}

  /**
   * It goes on.
   *
   * @param pacing whether a timer for the next pair runs
   * @param settling whether a timer for better pairs runs
   * @param settled whether better pairs had their time
   * @param started whether the timer for direct ways runs
   * @param directTried whether direct ways had their time
   */
  public record Running(
      boolean pacing, boolean settling, boolean settled, boolean started, boolean directTried)
      implements Progress {}

  /** Bytes go over this wire, on both sides. */
  public record Selected(int wire, boolean relayed) implements Progress {}

  /** There is no way. */
  public record Failed(String why) implements Progress {}

  public Checklist {
    locals = List.copyOf(locals);
    remotes = List.copyOf(remotes);
    pairs = List.copyOf(pairs);
    wires = List.copyOf(wires);
  }

  /** One with nothing in it. */
  public static Checklist start(Role role, long tieBreaker, boolean eager) {
    return new Checklist(
        role,
        tieBreaker,
        eager,
        List.of(),
        List.of(),
        false,
        false,
        List.of(),
        List.of(),
        0,
        new Running(false, false, false, false, false));
  }

  public boolean isOver() {
    return !(progress instanceof Running);
  }

  Optional<Pair> pair(int id) {
    return pairs.stream().filter(p -> p.id() == id).findFirst();
  }

  Optional<Wire> wire(int id) {
    return wires.stream().filter(w -> w.id() == id).findFirst();
  }

  /** The pair that a wire belongs to. */
  Optional<Pair> pairOf(Wire wire) {
    return wire.pair().isPresent() ? pair(wire.pair().getAsInt()) : Optional.empty();
  }

  /** Pairs, best first (RFC 8445 6.1.2.3). */
  Stream<Pair> ordered() {
    return pairs.stream().sorted(Comparator.comparingLong((Pair p) -> -p.priority(role)));
  }

  /** The best wire among those that the peer has answered on. */
  Optional<Wire> best(Predicate<Wire> wanted) {
    return wires.stream()
        .filter(w -> w.isValid() && wanted.test(w) && pairOf(w).isPresent())
        .max(Comparator.comparingLong(w -> pairOf(w).orElseThrow().priority(role)));
  }

  /** A check on the connection that was selected. */
  ChecklistEffect.Check question(Selected selected) {
    Pair pair = wire(selected.wire()).flatMap(this::pairOf).orElseThrow();
    long priority = Priorities.asPeerReflexive(pair.local().candidate());
    return new ChecklistEffect.Check(selected.wire(), role, tieBreaker, priority, false);
  }

  Checklist with(Role other) {
    return copy(other, pairs, wires, progress);
  }

  Checklist with(Progress other) {
    return copy(role, pairs, wires, other);
  }

  Checklist with(Pair changed) {
    List<Pair> others = new ArrayList<>(pairs);
    others.replaceAll(p -> p.id() == changed.id() ? changed : p);
    return copy(role, others, wires, progress);
  }

  Checklist with(Wire changed) {
    List<Wire> others = new ArrayList<>(wires);
    others.removeIf(w -> w.id() == changed.id());
    others.add(changed);
    return copy(role, pairs, others, progress);
  }

  Checklist without(Wire gone) {
    return copy(role, pairs, wires.stream().filter(w -> w.id() != gone.id()).toList(), progress);
  }

  Checklist withPairs(List<Pair> others, int next) {
    return new Checklist(
        role,
        tieBreaker,
        eager,
        locals,
        remotes,
        localsComplete,
        remotesComplete,
        others,
        wires,
        next,
        progress);
  }

  Checklist withCandidates(List<LocalCandidate> ours, List<Candidate> theirs) {
    return new Checklist(
        role,
        tieBreaker,
        eager,
        ours,
        theirs,
        localsComplete,
        remotesComplete,
        pairs,
        wires,
        nextPair,
        progress);
  }

  Checklist complete(boolean ours, boolean theirs) {
    return new Checklist(
        role, tieBreaker, eager, locals, remotes, ours, theirs, pairs, wires, nextPair, progress);
  }

  /** The pair that a connection from that place would be, if the peer's candidate is known. */
  OptionalInt pairFor(Accepted accepted) {
    return pairs.stream()
        .filter(p ->
            p.local().base().equals(accepted.base())
                && p.remote().address().equals(accepted.from()))
        .mapToInt(Pair::id)
        .findFirst();
  }

  private Checklist copy(Role other, List<Pair> ps, List<Wire> ws, Progress how) {
    return new Checklist(
        other,
        tieBreaker,
        eager,
        locals,
        remotes,
        localsComplete,
        remotesComplete,
        ps,
        ws,
        nextPair,
        how);
  }
}
