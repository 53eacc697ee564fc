package dev.ferry.dht.proxy;

import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Signatures;
import dev.ferry.dht.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which values of a key have come already, so that each comes once. Of one task. */
final class Seen {
  /** No node holds more at one key; beyond it the oldest are forgotten. */
  private static final int MOST = 1024;

  private final Query query;
  private final Map<Long, Content> contents = new LinkedHashMap<>();

  Seen(Query query) {
    this.query = query;
  }

  /** Whether the value is wanted, true to its signature, and new or another edition. */
  boolean isNew(Value value) {
    if (!query.admits(value) || value.content().equals(contents.get(value.id()))) {
      return false;
    }
    if (value.content() instanceof Content.Signed signed && !Signatures.verify(signed)) {
      return false;
    }
    contents.put(value.id(), value.content());
    if (contents.size() > MOST) {
      contents.remove(contents.keySet().iterator().next());
    }
    return true;
  }

  /** Whether it had come; it may come again. */
  boolean forget(Value value) {
    return contents.remove(value.id()) != null;
  }
}
