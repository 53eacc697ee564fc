package dev.ferry.sim.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/** One resource's stream, both ends of it: the client calls, the server is in the same process. */
final class SimLink implements StanzaLink {
  private final SimXmpp server;
  private final Tasks tasks;
  private final Monitor monitor;
  private final Jid self;
  private final Set<QName> served = new HashSet<>();
  private final Inbox inbox = new Inbox();
  private final List<Xml> heldForClient = new ArrayList<>();
  private final List<Xml> heldForServer = new ArrayList<>();
  private Optional<Xml> presence = Optional.empty();
  private Optional<String> ended = Optional.empty();
  private boolean interrupted;

  SimLink(SimXmpp server, Tasks tasks, Monitor monitor, Jid self) {
    this.server = server;
    this.tasks = tasks;
    this.monitor = monitor;
    this.self = self;
  }

  @Override
  public Jid self() {
    return self;
  }

  @Override
  public void send(Xml stanza) throws IOException, InterruptedException {
    monitor.await(() -> true, Tasks.NEVER);
    List<String> dead = new ArrayList<>(1);
    boolean[] held = {false};
    monitor.change(() -> {
      ended.ifPresent(dead::add);
      held[0] = interrupted && dead.isEmpty() && heldForServer.add(stanza);
    });
    if (!dead.isEmpty()) {
      throw new IOException("the stream of " + self + " has ended: " + dead.getFirst());
    }
    if (!held[0]) {
      server.submit(this, stanza);
    }
  }

  @Override
  public void serve(QName child) {
    monitor.change(() -> served.add(child));
  }

  @Override
  public Optional<LinkEvent> take(long deadline) throws InterruptedException {
    while (true) {
      Optional<LinkEvent> event = next(deadline);
      Optional<Iq> unserved = event.flatMap(this::unserved);
      if (unserved.isEmpty()) {
        return event;
      }
      server.submit(this, unserved.get().refusal(StanzaError.of("cancel", "service-unavailable")));
    }
  }

  private Optional<LinkEvent> next(long deadline) throws InterruptedException {
    List<LinkEvent> taken = new ArrayList<>(1);
    long[] due = {Tasks.NEVER};
    do {
      long known = Math.min(deadline, due[0]);
      monitor.await(
          () -> {
            inbox.take(tasks.now()).or(this::lost).ifPresent(taken::add);
            due[0] = inbox.next();
            return !taken.isEmpty() || due[0] < known;
          },
          known);
    } while (taken.isEmpty() && tasks.now() < deadline);
    return taken.stream().findFirst();
  }

  private Optional<LinkEvent> lost() {
    return ended.map(LinkEvent.Lost::new);
  }

  private Optional<Iq> unserved(LinkEvent event) {
    if (!(event instanceof LinkEvent.Received(Xml stanza)) || !stanza.name().equals("iq")) {
      return Optional.empty();
    }
    boolean[] known = {false};
    Optional<Iq> request = Iq.read(stanza, self.bare());
    request.ifPresent(r -> {
      QName name = new QName(r.payload().namespace(), r.payload().name());
      monitor.change(() -> known[0] = served.contains(name));
    });
    return known[0] ? Optional.empty() : request;
  }

  @Override
  public void close() {
    server.end(this, "closed here");
  }

  // What follows is called with the server's monitor held.

  boolean isLive() {
    return ended.isEmpty();
  }

  /** The presence to show to others, while there is one. */
  Optional<Xml> presence() {
    return presence;
  }

  void present(Optional<Xml> shown) {
    presence = shown;
  }

  void deliver(Xml stanza, long due) {
    if (interrupted) {
      heldForClient.add(stanza);
    } else {
      inbox.add(stanza, due);
    }
  }

  void interrupt(String why) {
    if (isLive() && !interrupted) {
      interrupted = true;
      heldForClient.addAll(inbox.recall(tasks.now()));
      inbox.add(new LinkEvent.Interrupted(why), tasks.now());
    }
  }

  boolean isInterrupted() {
    return interrupted && isLive();
  }

  /** The oldest stanza that waits for the server; when there is none, the stream flows again. */
  Optional<Xml> resume() {
    if (!isInterrupted()) {
      return Optional.empty();
    }
    if (!heldForServer.isEmpty()) {
      return Optional.of(heldForServer.removeFirst());
    }
    interrupted = false;
    inbox.add(new LinkEvent.Resumed(), tasks.now());
    heldForClient.forEach(s -> inbox.add(s, tasks.now()));
    heldForClient.clear();
    return Optional.empty();
  }

  /** Ends the stream; answers the stanzas that never reached the client. */
  List<Xml> end(String why) {
    ended = Optional.of(why);
    presence = Optional.empty();
    List<Xml> undelivered = new ArrayList<>(heldForClient);
    undelivered.addAll(inbox.recall(tasks.now()));
    return undelivered;
  }

  @Override
  public String toString() {
    return "stream of " + self;
  }
}
