package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import java.util.List;
import java.util.Optional;

/**
 * What a node asks of another. Queries travel packed: the message's codec hands them on as they
 * are, empty when there is none.
 */
public sealed interface Call {
  /** Which families of addresses the asker wants; none named means the one it asks by. */
  record Want(boolean ipv4, boolean ipv6) {
    public static final Want SAME = new Want(false, false);
    public static final Want BOTH = new Want(true, true);
  }

  /** Are you there? */
  record Ping() implements Call {}

  /** Who is near to {@code target}? */
  record Find(InfoHash target, Want want) implements Call {}

  /** What lies at {@code key}, and who is near to it? */
  record Get(InfoHash key, Bytes query, Want want) implements Call {}

  /**
   * Keep these values.
   *
   * @param created when they were made, in seconds since 1970; empty for now
   */
  record Put(InfoHash key, Values values, Optional<Long> created, Bytes token) implements Call {}

  /**
   * Tell me of what comes to {@code key}.
   *
   * @param socket how the asker wants to be addressed in updates
   */
  record Listen(InfoHash key, Bytes token, int socket, int version, Bytes query) implements Call {}

  /**
   * To a listener: new values, or ids of values that are gone, or that live on.
   *
   * @param socket what the listener chose
   */
  record Update(
      InfoHash key,
      int socket,
      Values values,
      Optional<Long> created,
      List<Long> expired,
      List<Long> refreshed,
      Bytes token)
      implements Call {
    public Update {
      expired = List.copyOf(expired);
      refreshed = List.copyOf(refreshed);
    }

    Update withValues(Values other) {
      return new Update(key, socket, other, created, expired, refreshed, token);
    }
  }

  /** Keep a value that you have for another of its lives. */
  record Refresh(InfoHash key, long value, Bytes token) implements Call {}
}
