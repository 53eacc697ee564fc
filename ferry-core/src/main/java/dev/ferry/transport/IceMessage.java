package dev.ferry.transport;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.Credentials;
import java.util.List;
import java.util.Optional;

/**
 * What one side says in a {@code transport} element of ICE, in whatever form it travels.
 *
 * @param credentials of whoever says it; missing where nothing was gathered
 * @param complete whether no more candidates follow
 * @param raw whether whoever says it ends its framing once a connection is nominated, as we do
 * @param generation how often ICE was begun anew before (RFC 8445 9), 0 at first; told between two
 *     of us alone
 */
public record IceMessage(
    Optional<Credentials> credentials,
    List<Candidate> candidates,
    boolean complete,
    boolean raw,
    int generation) {
  public IceMessage {
    candidates = List.copyOf(candidates);
  }

  /** Of the first generation. */
  public IceMessage(
      Optional<Credentials> credentials,
      List<Candidate> candidates,
      boolean complete,
      boolean raw) {
    this(credentials, candidates, complete, raw, 0);
  }
}
