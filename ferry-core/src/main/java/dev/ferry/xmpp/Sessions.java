package dev.ferry.xmpp;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * The sessions of one account and one protocol. A stanza belongs to a session only when both its
 * sender and its session id match: another sender changes nothing (threat of spoofed stanzas). Any
 * task may call.
 *
 * @param <S> a session
 */
public final class Sessions<S extends Sessions.Member> {
  private static final long FAREWELL = 10_000_000_000L;

  /** A session. Any task may call. */
  public interface Member {
    String id();

    /** Must not wait. */
    void happened(Happening what);

    void cancel();
  }

  private record Key(Jid peer, String id) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final Census census;
  private final SequencedMap<Key, S> sessions = new LinkedHashMap<>();
  private Optional<Happening> lost = Optional.empty();
  private boolean closed;
  private int underway;

  /**
   * @param census counts the sessions of all protocols together
   */
  public Sessions(Tasks tasks, Census census) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.census = census;
  }

  /**
   * From now on the sessions learn what happens to the link and to their peers.
   *
   * @param onLoss runs after them, when the link is gone for good
   */
  public void attend(IqRouter router, Consumer<String> onLoss) {
    router.onStanza(this::presence);
    router.onLink(event -> {
      switch (event) {
        case LinkEvent.Interrupted _ -> tell(new Happening.LinkInterrupted());
        case LinkEvent.Resumed _ -> tell(new Happening.LinkResumed());
        case LinkEvent.Lost(String why) -> {
          lost(new Happening.LinkLost(why));
          onLoss.accept(why);
        }
        case LinkEvent.Received _ -> {}
      }
    });
  }

  private void presence(Xml stanza) {
    if (stanza.name().equals("presence")
        && stanza.attribute("type").filter("unavailable"::equals).isPresent()) {
      stanza
          .attribute("from")
          .flatMap(Jid::parse)
          .ifPresent(gone -> with(gone).forEach(s -> s.happened(new Happening.PeerGone())));
    }
  }

  /** Every session learns it, and so does each that is yet to come. */
  private void lost(Happening loss) {
    monitor.change(() -> lost = Optional.of(loss));
    tell(loss);
  }

  private void tell(Happening what) {
    all().forEach(session -> session.happened(what));
  }

  /** Adds a session, unless there is one of that key, too many, or no more are taken. */
  public boolean add(Jid peer, S session, Census.Limits limits) {
    if (!census.enter(peer, limits)) {
      return false;
    }
    boolean[] added = {false};
    List<Happening> late = new ArrayList<>(1);
    monitor.change(() -> {
      added[0] = !closed && sessions.putIfAbsent(new Key(peer, session.id()), session) == null;
      lost.ifPresent(late::add);
    });
    if (added[0]) {
      late.forEach(session::happened);
    } else {
      census.leave(peer);
    }
    return added[0];
  }

  /** A session that talks to a resource now, where it only knew the account before. */
  public void rename(Jid from, Jid to, S session) {
    monitor.change(() -> {
      if (sessions.remove(new Key(from, session.id()), session)) {
        sessions.put(new Key(to, session.id()), session);
      }
    });
  }

  public Optional<S> find(Jid peer, String id) {
    List<S> found = new ArrayList<>(1);
    monitor.change(
        () -> Optional.ofNullable(sessions.get(new Key(peer, id))).ifPresent(found::add));
    return found.stream().findFirst();
  }

  public void remove(S session) {
    List<Key> gone = new ArrayList<>(1);
    monitor.change(() -> {
      sessions.forEach((key, one) -> {
        if (one == session) {
          gone.add(key);
        }
      });
      gone.forEach(sessions::remove);
    });
    gone.forEach(key -> census.leave(key.peer()));
  }

  public List<S> with(Jid peer) {
    List<S> found = new ArrayList<>();
    monitor.change(() ->
        sessions.entrySet().stream()
            .filter(e -> e.getKey().peer().equals(peer))
            .map(Map.Entry::getValue)
            .forEach(found::add));
    return found;
  }

  private List<S> all() {
    List<S> found = new ArrayList<>();
    monitor.change(() -> found.addAll(sessions.values()));
    return found;
  }

  public boolean isShut() {
    boolean[] shut = {false};
    monitor.change(() -> shut[0] = closed);
    return shut[0];
  }

  /** Counts what will open sessions, or may open another. */
  public void underway(int more) {
    monitor.change(() -> underway += more);
  }

  /** Waits until there is no session and none can come from here any more. */
  public void awaitIdle() throws InterruptedException {
    monitor.await(() -> sessions.isEmpty() && underway == 0, Tasks.NEVER);
  }

  /**
   * Takes no more sessions, cancels those there are, and gives them a moment to tell their peers.
   *
   * @param scope holds what runs for them; closed in the end
   */
  public void end(TaskScope scope) {
    monitor.change(() -> closed = true);
    all().forEach(Member::cancel);
    boolean hurried = false;
    try {
      monitor.await(sessions::isEmpty, tasks.in(FAREWELL));
    } catch (InterruptedException hurry) {
      hurried = true;
    }
    // This ends what is left, without waiting for the peers.
    scope.close();
    if (hurried) {
      tasks.interruptSelf();
    }
  }
}
