package dev.ferry.si;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The sessions of one account. A request belongs to a session only when both its sender and its
 * stream's id match: another sender changes nothing (threat of spoofed stanzas). Any task may call.
 */
final class SiTable {
  private record Key(Jid peer, String id) {}

  private final Monitor monitor;
  private final SequencedMap<Key, SiTask> sessions = new LinkedHashMap<>();
  private boolean closed;

  SiTable(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Adds a session, unless there is one of that id, too many, or the table is closed. */
  boolean add(SiTask session, int mostOfPeer, int mostInAll) {
    Key key = new Key(session.peer(), session.id());
    boolean[] added = {false};
    monitor.change(() -> {
      long ofPeer =
          sessions.keySet().stream()
              .filter(k -> k.peer().bare().equals(session.peer().bare()))
              .count();
      added[0] =
          !closed
              && ofPeer < mostOfPeer
              && sessions.size() < mostInAll
              && sessions.putIfAbsent(key, session) == null;
    });
    return added[0];
  }

  Optional<SiTask> find(Jid peer, String id) {
    List<SiTask> found = new ArrayList<>(1);
    monitor.change(
        () -> Optional.ofNullable(sessions.get(new Key(peer, id))).ifPresent(found::add));
    return found.stream().findFirst();
  }

  void remove(SiTask session) {
    monitor.change(() -> sessions.values().removeIf(s -> s == session));
  }

  List<SiTask> with(Jid peer) {
    List<SiTask> found = new ArrayList<>();
    monitor.change(() ->
        sessions.entrySet().stream()
            .filter(e -> e.getKey().peer().equals(peer))
            .map(Map.Entry::getValue)
            .forEach(found::add));
    return found;
  }

  List<SiTask> all() {
    List<SiTask> found = new ArrayList<>();
    monitor.change(() -> found.addAll(sessions.values()));
    return found;
  }

  /** Takes no more sessions. */
  void shut() {
    monitor.change(() -> closed = true);
  }

  boolean isShut() {
    boolean[] shut = {false};
    monitor.change(() -> shut[0] = closed);
    return shut[0];
  }

  /** Waits until no session is left. */
  boolean awaitEmpty(long deadline) throws InterruptedException {
    return monitor.await(sessions::isEmpty, deadline);
  }
}
