package dev.ferry.ice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Forms pairs of candidates (RFC 8445 6.1.2.2 to 6.1.2.6, RFC 6544 6.2).
 *
 * <p>Only pairs from which we connect are kept: what is passive here waits for the peer. Of pairs
 * that lead from one port to one place only the best stays, as all connections of a base leave from
 * the same port.
 */
final class Pairing {
  /** How many candidates of the peer's are looked at. */
  static final int MOST_REMOTES = 32;

  /** How many candidates of our own are looked at. */
  static final int MOST_LOCALS = 64;

  /** How many pairs are tried (RFC 8445 6.1.2.5). */
  static final int MOST_PAIRS = 100;

  private Pairing() {}

  /** Takes a candidate of ours and pairs it with all of the peer's. */
  static Checklist add(Checklist list, LocalCandidate local) {
    if (list.locals().size() >= MOST_LOCALS || list.locals().contains(local)) {
      return list;
    }
    List<LocalCandidate> locals = new ArrayList<>(list.locals());
    locals.add(local);
    Checklist more = list.withCandidates(locals, list.remotes());
    for (Candidate remote : list.remotes()) {
      more = form(more, local, remote);
    }
    return thaw(more);
  }

  /** Takes a candidate of the peer's and pairs it with all of ours. */
  static Checklist add(Checklist list, Candidate remote) {
    boolean known =
        list.remotes().stream()
            .anyMatch(r -> r.address().equals(remote.address()) && r.tcpType() == remote.tcpType());
    if (known || list.remotes().size() >= MOST_REMOTES) {
      return list;
    }
    List<Candidate> remotes = new ArrayList<>(list.remotes());
    remotes.add(remote);
    Checklist more = list.withCandidates(list.locals(), remotes);
    for (LocalCandidate local : list.locals()) {
      more = form(more, local, remote);
    }
    return thaw(more);
  }

  private static Checklist form(Checklist list, LocalCandidate local, Candidate remote) {
    if (!fits(local, remote)) {
      return list;
    }
    var pair = new Pair(list.nextPair(), local, remote, PairState.FROZEN, 0);
    Optional<Pair> same = list.pairs().stream().filter(pair::leadsLike).findFirst();
    if (same.isPresent()) {
      return better(pair, same.get(), list.role())
          ? list.with(
              new Pair(same.get().id(), local, remote, same.get().state(), same.get().tries()))
          : list;
    }
    List<Pair> pairs = new ArrayList<>(list.pairs());
    pairs.add(pair);
    return prune(list.withPairs(pairs, list.nextPair() + 1));
  }

  private static boolean fits(LocalCandidate local, Candidate remote) {
    return local.dials()
        && local.candidate().tcpType().opposite() == remote.tcpType()
        && Places.sameFamily(local.base().getAddress(), remote.address().getAddress())
        && local.base().getAddress().isLinkLocalAddress()
            == remote.address().getAddress().isLinkLocalAddress()
        && (!local.candidate().isRelayed() || isSeenFrom(local, remote));
  }

  /** A relay out in the world is not asked to look for the peer in its own private network. */
  private static boolean isSeenFrom(LocalCandidate relay, Candidate remote) {
    return remote.type() != CandidateType.HOST
        || !Places.isPrivate(remote.address().getAddress())
        || Places.isPrivate(relay.base().getAddress());
  }

  private static boolean better(Pair one, Pair other, Role role) {
    return one.priority(role) > other.priority(role);
  }

  /** Too many: the worst of those not tried yet goes. */
  private static Checklist prune(Checklist list) {
    if (list.pairs().size() <= MOST_PAIRS) {
      return list;
    }
    Optional<Pair> worst =
        list.pairs().stream()
            .filter(p -> p.state() == PairState.FROZEN || p.state() == PairState.WAITING)
            .min(Comparator.comparingLong(p -> p.priority(list.role())));
    return worst
        .map(w ->
            list.withPairs(
                list.pairs().stream().filter(p -> p.id() != w.id()).toList(), list.nextPair()))
        .orElse(list);
  }

  /** Of each foundation that is not being tried, the best pair becomes ready (8445 6.1.2.6). */
  static Checklist thaw(Checklist list) {
    Checklist thawed = list;
    for (Pair pair : list.ordered().filter(p -> p.state() == PairState.FROZEN).toList()) {
      boolean busy =
          thawed.pairs().stream()
              .filter(p -> p.foundation().equals(pair.foundation()))
              .anyMatch(p -> p.state() == PairState.WAITING || p.state() == PairState.IN_PROGRESS);
      if (!busy) {
        thawed = thawed.with(pair.become(PairState.WAITING));
      }
    }
    return thawed;
  }

  /**
   * Nothing is ready: the best frozen pair becomes so (8445 6.1.4.2), as a connection that hangs
   * must not hold up the others of its foundation.
   */
  static Checklist thawOne(Checklist list) {
    return list.ordered()
        .filter(p -> p.state() == PairState.FROZEN)
        .findFirst()
        .map(p -> list.with(p.become(PairState.WAITING)))
        .orElse(list);
  }

  /** A pair for a connection that came in from an unknown place (RFC 8445 7.3.1.3). */
  static Checklist reflexive(Checklist list, Wire wire, long priority) {
    Optional<LocalCandidate> local =
        list.locals().stream()
            .filter(l -> l.base().equals(wire.base()))
            .filter(l -> l.candidate().tcpType() == TcpType.PASSIVE)
            .findFirst();
    if (local.isEmpty()) {
      return list;
    }
    var remote =
        new Candidate(
            Priorities.reflexiveType(priority),
            TcpType.ACTIVE,
            wire.from(),
            "prflx" + list.nextPair(),
            priority,
            Optional.empty());
    List<Pair> pairs = new ArrayList<>(list.pairs());
    pairs.add(new Pair(list.nextPair(), local.get(), remote, PairState.IN_PROGRESS, 0));
    return list.withPairs(pairs, list.nextPair() + 1).with(wire.of(list.nextPair()));
  }
}
