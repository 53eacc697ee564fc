package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Contact;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other nodes that want to hear of values at keys, until they do not renew their wish. Bounded: in
 * all and of one address. Of one task; times in nanoseconds.
 */
final class RemoteListeners {
  private static final long MINUTE = 60_000_000_000L;

  /** A listener that does not renew its wish is forgotten after this time. */
  static final long LIFE = 10 * MINUTE;

  static final int MOST = 16_384;
  static final int MOST_OF_ONE = 2048;

  /**
   * A listener.
   *
   * @param socket how it wants to be addressed
   * @param version of how it wants to be told
   */
  record Listener(Contact contact, int socket, int version, Query query, long expires) {}

  private record Id(Contact contact, int socket) {}

  private final Map<InfoHash, Map<Id, Listener>> byKey = new HashMap<>();
  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private int count;

  /** What came of a wish to listen. */
  enum Outcome {
    NEW,
    RENEWED,
    REFUSED
  }

  Outcome add(InfoHash key, Contact contact, int socket, int version, Query query, long now) {
    Map<Id, Listener> listeners = byKey.getOrDefault(key, Map.of());
    Id id = new Id(contact, socket);
    boolean known = listeners.containsKey(id);
    InetAddress address = contact.at().getAddress();
    boolean full = count >= MOST || byAddress.getOrDefault(address, 0) >= MOST_OF_ONE;
    if (!known && full) {
      return Outcome.REFUSED;
    }
    byKey
        .computeIfAbsent(key, k -> new LinkedHashMap<>())
        .put(id, new Listener(contact, socket, version, query, now + LIFE));
    if (!known) {
      count++;
      byAddress.merge(address, 1, Integer::sum);
    }
    return known ? Outcome.RENEWED : Outcome.NEW;
  }

  /** Who is to hear of a value. */
  List<Listener> of(InfoHash key, Value value) {
    List<Listener> told = new ArrayList<>();
    for (Listener listener : byKey.getOrDefault(key, Map.of()).values()) {
      if (listener.query().admits(value)) {
        told.add(listener);
      }
    }
    return told;
  }

  /** All that listen at a key. */
  List<Listener> of(InfoHash key) {
    return List.copyOf(byKey.getOrDefault(key, Map.of()).values());
  }

  /** Forgets a listener that does not answer. */
  void remove(InfoHash key, Contact contact, int socket) {
    Map<Id, Listener> listeners = byKey.getOrDefault(key, new HashMap<>());
    if (listeners.remove(new Id(contact, socket)) != null) {
      forget(contact);
    }
    if (listeners.isEmpty()) {
      byKey.remove(key);
    }
  }

  /** Forgets those who did not renew their wish. */
  void expire(long now) {
    byKey
        .values()
        .removeIf(listeners -> {
          listeners
              .values()
              .removeIf(l -> {
                boolean gone = l.expires() <= now;
                if (gone) {
                  forget(l.contact());
                }
                return gone;
              });
          return listeners.isEmpty();
        });
  }

  private void forget(Contact contact) {
    count--;
    byAddress.computeIfPresent(contact.at().getAddress(), (a, n) -> n > 1 ? n - 1 : null);
  }

  int size() {
    return count;
  }
}
