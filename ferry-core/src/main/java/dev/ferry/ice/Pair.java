package dev.ferry.ice;

/**
 * A place of ours and one of the peer's, between which a connection is tried. Immutable.
 *
 * @param id the number that events and effects name it by
 * @param tries how often it was tried
 */
public record Pair(int id, LocalCandidate local, Candidate remote, PairState state, int tries) {
  Pair become(PairState other) {
    return new Pair(id, local, remote, other, tries);
  }

  Pair tried() {
    return new Pair(id, local, remote, PairState.IN_PROGRESS, tries + 1);
  }

  /** Pairs of one foundation are likely to fare alike. */
  String foundation() {
    return local.candidate().foundation() + " " + remote.foundation();
  }

  long priority(Role role) {
    long ours = local.candidate().priority();
    return role == Role.CONTROLLING
        ? Priorities.pair(ours, remote.priority())
        : Priorities.pair(remote.priority(), ours);
  }

  /** Whether its bytes would pass a relay. */
  public boolean isRelayed() {
    return local.candidate().isRelayed() || remote.isRelayed();
  }

  /** Whether it leads from the same port to the same place. */
  boolean leadsLike(Pair other) {
    return local.base().equals(other.local.base())
        && remote.address().equals(other.remote.address());
  }

  @Override
  public String toString() {
    return id + " " + local.candidate() + " - " + remote + " " + state;
  }
}
