package dev.ferry.sim.xmpp;

import dev.ferry.port.LinkSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.Tasks;
import dev.ferry.sim.xmpp.Passage.Fate;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The server of one domain. Each client gets its {@link StanzaLink} by {@link #connect}. All
 * methods may be called from any task.
 */
public final class SimXmpp {
  private final Tasks tasks;
  private final Monitor monitor;
  private final String domain;
  private final Consumer<String> log;
  private final Clients clients;
  private final Register register;
  private final Routing routing;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private int longest = Integer.MAX_VALUE;
  private boolean asText;
  private boolean down;

  /**
   * @param log is told of each stanza in a few words
   */
  public SimXmpp(Tasks tasks, String domain, Consumer<String> log) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.domain = domain;
    this.log = log;
    this.clients = new Clients(monitor);
    this.register = new Register(tasks, monitor, log);
    this.routing = new Routing(tasks, monitor, Jid.of(domain), clients, register);
  }

  /** How long a stanza takes from one client to another, in nanoseconds; 0 at first. */
  public void latency(long nanos) {
    routing.latency(nanos);
  }

  /**
   * From now on each stanza passes as text, as it does in a real stream: who sends one that is not
   * well formed, or is longer, loses the stream. Costs a parse a stanza.
   *
   * @param most characters of one stanza
   */
  public void passAsText(int most) {
    monitor.change(() -> {
      asText = true;
      longest = most;
    });
  }

  /** From now on accounts have nodes of their own (XEP-0163); answers what they hold. */
  public PersonalNodes keepNodes() {
    PersonalNodes nodes =
        new PersonalNodes(
            monitor,
            Jid.of(domain),
            (to, stanza) -> clients.find(to).ifPresent(l -> routing.deliver(l, stanza, 0)));
    routing.keep(nodes);
    return nodes;
  }

  /** Offers a service at a domain of its own; the server lists it among its items. */
  public void add(Component component) {
    routing.add(component);
  }

  /** Applies to all stanzas from now on; of several rules the first that does anything counts. */
  public void rule(Rule rule) {
    rules.add(rule);
  }

  /**
   * Logs a client in, making its account at need. Whoever holds the same resource is put out.
   *
   * @param full a full JID of this server's domain
   */
  public StanzaLink connect(Jid full) {
    if (!full.isFull() || !full.domain().equals(domain)) {
      throw new IllegalArgumentException("not a full JID of " + domain + ": " + full);
    }
    lose(full, "conflict: replaced by a new connection");
    SimLink link = new SimLink(this, tasks, monitor, full);
    clients.add(link);
    return link;
  }

  /** The server stops: every stream is lost, and nobody can log in. */
  public void down() {
    log.accept("the server goes down");
    admits(false);
    clients.all(l -> true).forEach(l -> end(l, "the server was shut down"));
  }

  /** The server is there again, and remembers no stream. */
  public void up() {
    log.accept("the server comes up");
    admits(true);
  }

  /** Whether those can log in whose streams are lost. */
  public void admits(boolean all) {
    monitor.change(() -> down = !all);
  }

  /** Logs a client in as often as it likes; each try fails while the server is down. */
  public LinkSource source() {
    return before -> {
      boolean[] gone = {false};
      monitor.change(() -> gone[0] = down);
      if (gone[0]) {
        throw new IOException("the server does not answer");
      }
      return connect(before);
    };
  }

  /** The client's connection breaks; both sides keep what they send, to resume later. */
  public void interrupt(Jid full) {
    log.accept("interrupts the stream of " + full);
    clients.find(full).ifPresent(l -> monitor.change(() -> l.interrupt("the connection broke")));
  }

  /** The client is back on the same stream (XEP-0198): what was kept follows, in order. */
  public void resume(Jid full) throws InterruptedException {
    log.accept("resumes the stream of " + full);
    Optional<SimLink> link = clients.find(full);
    while (link.isPresent()) {
      List<Xml> next = new ArrayList<>(1);
      monitor.change(() -> link.get().resume().ifPresent(next::add));
      if (next.isEmpty()) {
        return;
      }
      submit(link.get(), next.getFirst());
    }
  }

  /** The client's stream is lost for good. */
  public void lose(Jid full, String why) {
    clients.find(full).ifPresent(l -> end(l, why));
  }

  /** Puts a stanza to a client that nobody sent, as it is. */
  public void inject(Jid full, Xml stanza) {
    clients.find(full).ifPresent(l -> routing.deliver(l, stanza, 0));
  }

  /** The last ten thousand stanzas that clients sent. */
  public List<Passage> passages() {
    return register.passages();
  }

  /** The streams that nobody has closed, for people. */
  public List<String> open() {
    return clients.all(l -> true).stream().map(SimLink::toString).toList();
  }

  void end(SimLink link, String why) {
    List<Xml> undelivered = new ArrayList<>();
    boolean[] first = {false};
    boolean[] wasPresent = {false};
    monitor.change(() -> {
      first[0] = link.isLive();
      wasPresent[0] = link.presence().isPresent();
      if (first[0]) {
        undelivered.addAll(link.end(why));
        clients.remove(link);
      }
    });
    if (first[0]) {
      log.accept("the stream of " + link.self() + " ends: " + why);
      undelivered.forEach(routing::bounce);
    }
    if (wasPresent[0]) {
      routing.broadcast(
          Xml.of("presence", Iq.NAMESPACE)
              .with("from", link.self().toString())
              .with("type", "unavailable"));
    }
  }

  /** Takes a stanza from a client: rules, then routing. */
  void submit(SimLink from, Xml sent) throws InterruptedException {
    Optional<Xml> readable = read(from, sent);
    if (readable.isPresent()) {
      judge(from, signed(readable.get(), from));
    }
  }

  private Optional<Xml> read(SimLink from, Xml sent) {
    if (!asText) {
      return Optional.of(sent);
    }
    String text = sent.toString();
    boolean tooLong = text.length() > longest;
    Optional<Xml> read = tooLong ? Optional.empty() : XmlText.read(text);
    if (read.isEmpty()) {
      end(from, tooLong ? "policy-violation: a stanza is too long" : "not-well-formed");
    }
    return read;
  }

  private static Xml signed(Xml stanza, SimLink from) {
    return stanza.with("from", from.self().toString());
  }

  private void judge(SimLink from, Xml stanza) throws InterruptedException {
    for (Rule rule : rules) {
      switch (rule.judge(from.self(), stanza)) {
        case Verdict.Pass _ -> {}
        case Verdict.Drop _ -> {
          register.note(stanza, Fate.DROPPED);
          return;
        }
        case Verdict.Delay(long nanos) -> {
          routing.route(from, stanza, nanos);
          return;
        }
        case Verdict.Replace(List<Xml> others) -> {
          register.note(stanza, Fate.DROPPED);
          others.stream()
              .map(o -> o.attribute("from").isPresent() ? o : signed(o, from))
              .forEach(o -> routing.route(from, o, 0));
          return;
        }
      }
    }
    routing.route(from, stanza, 0);
  }
}
