package dev.ferry.jingle;

import dev.ferry.stanza.Jid;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The sessions that peers have promised to open since this device asked for a published file
 * (XEP-0358 2.2). Used on the router's task alone, which hears the promise before the session.
 */
final class Starts {
  private static final int MOST = 64;

  private record Key(Jid peer, String sid) {}

  private final SequencedMap<Key, OutgoingStart> promised = new LinkedHashMap<>();

  void expect(Jid peer, String sid, OutgoingStart whose) {
    promised.putLast(new Key(peer, sid), whose);
    if (promised.size() > MOST) {
      promised.pollFirstEntry();
    }
  }

  /** Whose session this is, when it was promised; once only. */
  Optional<OutgoingStart> take(Jid peer, String sid) {
    return Optional.ofNullable(promised.remove(new Key(peer, sid)));
  }
}
