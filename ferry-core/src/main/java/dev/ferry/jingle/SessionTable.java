package dev.ferry.jingle;

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
 * The sessions of one account. A stanza belongs to a session only when both its sender and its
 * session id match: another sender changes nothing (threat of spoofed stanzas).
 */
final class SessionTable {
  private record Key(Jid peer, String sid) {}

  private final Monitor monitor;
  private final SequencedMap<Key, SessionTask> sessions = new LinkedHashMap<>();
  private Optional<SessionEvent.LinkLost> lost = Optional.empty();
  private boolean closed;
  private int underway;

  SessionTable(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Adds a session, unless there is one of that key, too many, or the table is closed. */
  boolean add(Jid peer, SessionTask session, int mostOfPeer, int mostInAll) {
    Key key = new Key(peer, session.sid());
    boolean[] added = {false};
    monitor.change(() -> {
      long ofPeer =
          sessions.keySet().stream().filter(k -> k.peer().bare().equals(peer.bare())).count();
      added[0] =
          !closed
              && !sessions.containsKey(key)
              && ofPeer < mostOfPeer
              && sessions.size() < mostInAll;
      if (added[0]) {
        sessions.put(key, session);
      }
    });
    if (added[0]) {
      lost().ifPresent(session::notice);
    }
    return added[0];
  }

  private Optional<SessionEvent.LinkLost> lost() {
    List<SessionEvent.LinkLost> found = new ArrayList<>(1);
    monitor.change(() -> lost.ifPresent(found::add));
    return found.stream().findFirst();
  }

  /** The link is gone for good: every session learns it, and so does each that is yet to come. */
  void lost(SessionEvent.LinkLost event) {
    monitor.change(() -> lost = Optional.of(event));
    all().forEach(session -> session.notice(event));
  }

  /** A session that talks to a resource now, where it only knew the account before. */
  void rename(Jid from, Jid to, SessionTask session) {
    monitor.change(() -> {
      if (sessions.remove(new Key(from, session.sid()), session)) {
        sessions.put(new Key(to, session.sid()), session);
      }
    });
  }

  Optional<SessionTask> find(Jid peer, String sid) {
    List<SessionTask> found = new ArrayList<>(1);
    monitor.change(
        () -> Optional.ofNullable(sessions.get(new Key(peer, sid))).ifPresent(found::add));
    return found.stream().findFirst();
  }

  void remove(SessionTask session) {
    monitor.change(() -> sessions.values().removeIf(s -> s == session));
  }

  List<SessionTask> with(Jid peer) {
    List<SessionTask> found = new ArrayList<>();
    monitor.change(() ->
        sessions.entrySet().stream()
            .filter(e -> e.getKey().peer().equals(peer))
            .map(Map.Entry::getValue)
            .forEach(found::add));
    return found;
  }

  List<SessionTask> all() {
    List<SessionTask> found = new ArrayList<>();
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

  /** Tells every session. */
  void tell(SessionEvent event) {
    all().forEach(session -> session.notice(event));
  }

  /** Counts what will open sessions, or may open another. */
  void underway(int more) {
    monitor.change(() -> underway += more);
  }

  /** Waits until there is no session and none can come from here any more. */
  void awaitIdle() throws InterruptedException {
    monitor.await(() -> sessions.isEmpty() && underway == 0, Tasks.NEVER);
  }
}
