package dev.ferry.openpgp;

import dev.ferry.stanza.Jid;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of the people in the tests, each made once: that takes a while. */
final class Keys {
  private static final Map<String, OwnKey> MADE = new ConcurrentHashMap<>();

  private Keys() {}

  static OwnKey of(String name) {
    return MADE.computeIfAbsent(
        name, n -> OwnKey.make(Jid.of(n.replaceAll("'.*", "") + "@example.org"), n + "'s words"));
  }

  static String print(String name) {
    return Optional.of(of(name)).map(OwnKey::fingerprint).orElseThrow();
  }
}
