package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells those who listen of what is stored here, of what lives on and of what is gone: other nodes
 * by updates, which they must answer, and our own listening. Of one task.
 */
final class Telling {
  static final long SECOND = 1_000_000_000;

  /** Bytes of values that a new listener is told at once. */
  private static final int MOST_AT_ONCE = 2 * Value.MAX_PACKED;

  private final Kernel kernel;
  private final Requests requests;
  private final Storage storage;
  private final Tokens tokens;
  private final RemoteListeners listeners = new RemoteListeners();
  private final Map<Integer, ListenOperation> ours = new HashMap<>();

  Telling(Parts parts, Tokens tokens) {
    this.kernel = parts.kernel();
    this.requests = parts.requests();
    this.storage = parts.storage();
    this.tokens = tokens;
  }

  /** Another node wants to hear of a key; what is there already is told at once. */
  void listen(Contact asker, Call.Listen wish, Query query) {
    RemoteListeners.Outcome outcome =
        listeners.add(wish.key(), asker, wish.socket(), wish.version(), query, kernel.now());
    List<Bytes> there = new ArrayList<>();
    int bytes = 0;
    if (outcome == RemoteListeners.Outcome.NEW) {
      for (Stored stored : storage.get(wish.key(), query)) {
        bytes += stored.packed().size();
        if (bytes <= MOST_AT_ONCE) {
          there.add(stored.packed());
        }
      }
    }
    if (!there.isEmpty()) {
      tell(wish.key(), asker, wish.socket(), Values.of(there), List.of(), List.of());
    }
  }

  /** We listen ourselves. */
  void add(ListenOperation operation) {
    ours.values().removeIf(Operation::isOver);
    ours.put(operation.socket(), operation);
  }

  /** Whether an update is one that we wait for. */
  boolean expects(Contact from, Call.Update update) {
    ListenOperation listening = ours.get(update.socket());
    return listening != null && listening.listensTo(from);
  }

  /** Another node tells us. */
  void told(Contact from, Call.Update update) {
    Optional.ofNullable(ours.get(update.socket())).ifPresent(l -> l.told(from, update));
  }

  void stored(InfoHash key, Value value) {
    List<RemoteListeners.Listener> told = listeners.of(key, value);
    if (!told.isEmpty()) {
      Values values = Values.of(List.of(value.packed()));
      told.forEach(l -> tell(key, l.contact(), l.socket(), values, List.of(), List.of()));
    }
    for (ListenOperation listening : List.copyOf(ours.values())) {
      if (listening.key().equals(key)) {
        listening.kept(value);
      }
    }
  }

  void refreshed(InfoHash key, long id) {
    for (RemoteListeners.Listener l : listeners.of(key)) {
      tell(key, l.contact(), l.socket(), Values.NONE, List.of(), List.of(id));
    }
  }

  void gone(List<Storage.Gone> values) {
    for (Storage.Gone value : values) {
      for (RemoteListeners.Listener l : listeners.of(value.key())) {
        tell(value.key(), l.contact(), l.socket(), Values.NONE, List.of(value.id()), List.of());
      }
    }
  }

  private void tell(
      InfoHash key,
      Contact to,
      int socket,
      Values values,
      List<Long> expired,
      List<Long> refreshed) {
    Call.Update update =
        new Call.Update(
            key, socket, values, Optional.empty(), expired, refreshed, tokens.of(to.at()));
    requests.ask(
        to,
        update,
        new Requests.Outcome() {
          @Override
          public void answered(Contact from, Answer answer) {}

          @Override
          public void expired() {
            listeners.remove(key, to, socket);
          }
        });
  }

  void expire() {
    listeners.expire(kernel.now());
    ours.values().removeIf(Operation::isOver);
  }

  int listeners() {
    return listeners.size();
  }
}
