package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Contact;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way to the nodes nearest to a key: the nearest known ones are asked for nearer ones, some at
 * a time, until those that are left have all answered. It says whom to ask and is told what came of
 * it. Of one task.
 */
final class Lookup {
  /** Nodes that are asked at the same time; one that is slow does not count. */
  static final int PARALLEL = 4;

  /** So many of the nearest nodes must have answered. */
  static final int WANTED = RoutingTable.K;

  /** Candidates that are remembered, the nearest ones. */
  static final int REMEMBERED = 3 * WANTED;

  /** Nodes that are asked at most, whatever they tell of others. */
  static final int MOST_ASKED = 160;

  /** Candidates at one address. */
  static final int MOST_AT_ONE_ADDRESS = 4;

  private enum State {
    NEW,
    ASKED,
    SLOW,
    ANSWERED,
    FAILED
  }

  private static final class Candidate {
    final Contact contact;
    final int depth;
    State state = State.NEW;
    Bytes token = Bytes.EMPTY;

    Candidate(Contact contact, int depth) {
      this.contact = contact;
      this.depth = depth;
    }
  }

  /**
   * A node that has answered.
   *
   * @param hops how many others led to it
   */
  record Found(Contact contact, Bytes token, int hops) {}

  private final InfoHash target;
  private final InfoHash self;
  private final List<Candidate> candidates = new ArrayList<>(REMEMBERED + 1);
  private final Set<InetSocketAddress> seen = new HashSet<>();
  private int asked;

  /**
   * @param self who is never asked
   */
  Lookup(InfoHash target, InfoHash self) {
    this.target = target;
    this.self = self;
  }

  /** Nodes to begin with. */
  void start(List<Contact> known) {
    known.forEach(c -> offer(c, 0));
  }

  private void offer(Contact contact, int depth) {
    if (contact.id().equals(self) || seen.contains(contact.at())) {
      return;
    }
    int at = candidates.size();
    int there = 0;
    for (Candidate other : candidates) {
      if (other.contact.id().equals(contact.id())) {
        return;
      }
      there += other.contact.at().getAddress().equals(contact.at().getAddress()) ? 1 : 0;
    }
    if (Crowd.isFull(contact.at().getAddress(), there, MOST_AT_ONE_ADDRESS)) {
      return;
    }
    while (at > 0 && nearer(contact, candidates.get(at - 1).contact)) {
      at--;
    }
    if (at < REMEMBERED) {
      candidates.add(at, new Candidate(contact, depth));
      // One address is asked once, under however many ids others name it.
      seen.add(contact.at());
      trim();
    }
  }

  private boolean nearer(Contact one, Contact other) {
    return target.compareDistances(one.id(), other.id()) < 0;
  }

  private void trim() {
    if (candidates.size() > REMEMBERED) {
      Candidate gone = candidates.removeLast();
      if (gone.state == State.NEW) {
        seen.remove(gone.contact.at());
      }
    }
  }

  /** Whom to ask next; the caller asks it. Empty when enough are asked for now. */
  Optional<Contact> next() {
    if (asked >= MOST_ASKED) {
      return Optional.empty();
    }
    int busy = 0;
    int live = 0;
    Optional<Candidate> first = Optional.empty();
    for (Candidate candidate : candidates) {
      switch (candidate.state) {
        case NEW -> {
          first = first.isPresent() || live >= WANTED ? first : Optional.of(candidate);
          live++;
        }
        case ASKED -> {
          busy++;
          live++;
        }
        case ANSWERED -> live++;
        case SLOW, FAILED -> {
          // Others may take their places.
        }
      }
    }
    if (busy >= PARALLEL || first.isEmpty()) {
      return Optional.empty();
    }
    first.get().state = State.ASKED;
    asked++;
    return Optional.of(first.get().contact);
  }

  private Optional<Candidate> candidate(Contact contact) {
    for (Candidate candidate : candidates) {
      if (candidate.contact.equals(contact)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** A node answered, with its token and others that it knows. */
  void answered(Contact from, Bytes token, List<Contact> named) {
    Optional<Candidate> candidate = candidate(from);
    candidate.ifPresent(c -> {
      c.state = State.ANSWERED;
      c.token = token;
    });
    int depth = candidate.map(c -> c.depth + 1).orElse(1);
    named.forEach(c -> offer(c, depth));
  }

  /** Who answered where a node was asked may be another one, which was started there since. */
  void replaced(Contact asked, Contact there) {
    Optional<Candidate> old = asked.equals(there) ? Optional.empty() : candidate(asked);
    old.ifPresent(gone -> {
      candidates.remove(gone);
      seen.remove(asked.at());
      offer(there, gone.depth);
    });
  }

  /** A node lets us wait: another is asked beside it. */
  void slow(Contact contact) {
    candidate(contact).filter(c -> c.state == State.ASKED).ifPresent(c -> c.state = State.SLOW);
  }

  void failed(Contact contact) {
    candidate(contact).ifPresent(c -> c.state = State.FAILED);
  }

  /** Whether the nearest live nodes have all answered, or nobody is left to ask. */
  boolean isDone() {
    int answered = 0;
    for (Candidate candidate : candidates) {
      switch (candidate.state) {
        case ANSWERED -> answered++;
        case NEW -> {
          return asked >= MOST_ASKED;
        }
        case ASKED -> {
          return false;
        }
        case SLOW, FAILED -> {
          // Not waited for, as long as others answer.
        }
      }
      if (answered == WANTED) {
        return true;
      }
    }
    return candidates.stream().noneMatch(c -> c.state == State.SLOW);
  }

  /** The nearest nodes that have answered, the nearest first. */
  List<Found> found() {
    return candidates.stream()
        .filter(c -> c.state == State.ANSWERED)
        .limit(WANTED)
        .map(c -> new Found(c.contact, c.token, c.depth))
        .toList();
  }

  /** How many nodes were asked so far. */
  int asked() {
    return asked;
  }

  InfoHash target() {
    return target;
  }
}
