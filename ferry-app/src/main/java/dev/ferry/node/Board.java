package dev.ferry.node;

import dev.ferry.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All that can be seen of the node, as the resources of its API, and who looks on. A reader that
 * falls behind is told the latest of each resource and not what was between, so what waits for it
 * is never more than there is to see. Any thread may call; nothing here waits for a reader.
 */
public final class Board {
  /** The resources, by the names of their events. */
  public enum Kind {
    NODE("node"),
    ACCOUNT("accounts"),
    CONTACT("contacts"),
    REQUEST("requests"),
    CODE("codes"),
    OFFER("offers"),
    TRANSFER("transfers"),
    LETTER("letters"),
    SETTINGS("settings");

    private final String several;

    Kind(String several) {
      this.several = several;
    }

    /** The name of a list of them. */
    public String several() {
      return several;
    }

    /** The name of the event that shows one. */
    String one() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something to be seen.
   *
   * @param name of the event
   * @param data the whole resource
   */
  public record Event(String name, Json.Obj data) {}

  private record Key(Kind kind, String id) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Kind, SequencedMap<String, Json.Obj>> shown = new EnumMap<>(Kind.class);
  private final List<Reader> readers = new ArrayList<>();
  private boolean closed;

  public Board() {
    for (Kind kind : Kind.values()) {
      shown.put(kind, new LinkedHashMap<>());
    }
  }

  private SequencedMap<String, Json.Obj> all(Kind kind) {
    return Optional.ofNullable(shown.get(kind)).orElseThrow();
  }

  /** Shows a resource, in place of what was shown of it. */
  public void put(Kind kind, String id, Json.Obj resource) {
    lock.lock();
    try {
      Json.Obj before = all(kind).put(id, resource);
      if (!resource.equals(before)) {
        tell(new Key(kind, id), new Event(kind.one(), resource));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Shows it no more; answers whether it was. */
  public boolean remove(Kind kind, String id) {
    lock.lock();
    try {
      boolean was = all(kind).remove(id) != null;
      if (was) {
        tell(new Key(kind, id), new Event(kind.one() + "-gone", Json.EMPTY.with("id", id)));
      }
      return was;
    } finally {
      lock.unlock();
    }
  }

  private void tell(Key key, Event event) {
    readers.forEach(reader -> reader.tell(key, event));
  }

  public Optional<Json.Obj> find(Kind kind, String id) {
    lock.lock();
    try {
      return Optional.ofNullable(all(kind).get(id));
    } finally {
      lock.unlock();
    }
  }

  /** All of a kind, the oldest first. */
  public List<Json.Obj> list(Kind kind) {
    lock.lock();
    try {
      return List.copyOf(all(kind).values());
    } finally {
      lock.unlock();
    }
  }

  /** One more who looks on; its first event is all there is. */
  public Reader read() {
    lock.lock();
    try {
      Reader reader = new Reader();
      readers.add(reader);
      return reader;
    } finally {
      lock.unlock();
    }
  }

  /** Tells all readers that there will be no more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      readers.forEach(reader -> reader.more.signalAll());
    } finally {
      lock.unlock();
    }
  }

  private Event snapshot() {
    Fields all = new Fields();
    for (Kind kind : Kind.values()) {
      switch (kind) {
        case NODE, SETTINGS ->
            all(kind).values().stream().findFirst().ifPresent(one -> all.put(kind.one(), one));
        case LETTER -> all.put("outbox", array(kind));
        case ACCOUNT -> {} // The node's own members.
        case CONTACT, REQUEST, CODE, OFFER, TRANSFER -> all.put(kind.several(), array(kind));
      }
    }
    return new Event("snapshot", all.object());
  }

  private Json.Arr array(Kind kind) {
    return new Json.Arr(List.copyOf(all(kind).values()));
  }

  /** Somebody who looks on. For one thread. */
  public final class Reader implements AutoCloseable {
    private final Condition more = lock.newCondition();
    private final SequencedMap<Key, Event> waiting = new LinkedHashMap<>();
    private boolean begun;

    private Reader() {}

    private void tell(Key key, Event event) {
      if (begun) {
        waiting.put(key, event);
        more.signal();
      }
    }

    /** Waits for the next event; empty when none came in that time, or the node stops. */
    public Optional<Event> next(long millis) throws InterruptedException {
      lock.lock();
      try {
        if (!begun) {
          begun = true;
          return Optional.of(snapshot());
        }
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (waiting.isEmpty() && !closed && left > 0) {
          left = more.awaitNanos(left);
        }
        return Optional.ofNullable(waiting.pollFirstEntry()).map(Map.Entry::getValue);
      } finally {
        lock.unlock();
      }
    }

    /** Whether the node stops. */
    public boolean isOver() {
      lock.lock();
      try {
        return closed && waiting.isEmpty();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        readers.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }
}
