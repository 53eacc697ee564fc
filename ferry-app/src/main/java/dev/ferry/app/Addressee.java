package dev.ferry.app;

import dev.ferry.Peer;
import java.util.List;
import java.util.Optional;

/**
 * Who is meant by what somebody typed: a person.
 *
 * @param accounts by which the person is reached, in one world or in several; at least one
 * @param device the one device that is meant, as it was typed: how its id begins, or its resource
 */
record Addressee(List<Peer> accounts, Optional<String> device) {
  Addressee {
    accounts = List.copyOf(accounts);
  }

  static Addressee of(Peer peer) {
    return new Addressee(List.of(peer), Optional.empty());
  }
}
