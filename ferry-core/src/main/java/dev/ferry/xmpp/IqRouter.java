package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Randomness;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.xml.namespace.QName;

/**
 * Matches replies to the requests of one link and hands everything else to whoever serves it.
 *
 * <p>{@link #run} is the one task that takes from the link; handlers and reply consumers run on it,
 * in the order of the stream, and must not block: they post to a mailbox. A reply counts only when
 * it comes from the very address that was asked (threat of spoofed replies).
 */
public final class IqRouter {
  private static final System.Logger LOG = System.getLogger(IqRouter.class.getName());

  /** Serves requests of one kind: answers through {@link #send}, now or later. */
  @FunctionalInterface
  public interface Handler {
    void handle(Iq request);
  }

  private record Pending(Jid to, Consumer<Iq.Reply> then) {}

  private final Tasks tasks;
  private final Randomness random;
  private final StanzaLink link;
  private final Monitor monitor;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Map<QName, Handler> handlers = new HashMap<>();
  private final List<Consumer<Xml>> stanzas = new CopyOnWriteArrayList<>();
  private final List<Consumer<LinkEvent>> observers = new CopyOnWriteArrayList<>();
  private Optional<String> lost = Optional.empty();
  private Optional<String> refusal = Optional.empty();

  public IqRouter(Tasks tasks, Randomness random, StanzaLink link) {
    this.tasks = tasks;
    this.random = random;
    this.link = link;
    this.monitor = tasks.monitor();
  }

  public Jid self() {
    return link.self();
  }

  /** Serves requests whose payload has this name; the later registration replaces the earlier. */
  public void serve(String name, String namespace, Handler handler) {
    QName child = new QName(namespace, name);
    monitor.change(() -> handlers.put(child, handler));
    link.serve(child);
  }

  /** Shows every message and presence to {@code stanza}. */
  public void onStanza(Consumer<Xml> stanza) {
    stanzas.add(stanza);
  }

  /** Tells {@code observer} when the link is interrupted, resumed or lost. */
  public void onLink(Consumer<LinkEvent> observer) {
    observers.add(observer);
  }

  /** Sends a stanza that expects no reply, such as an answer; a dead link swallows it. */
  public void send(Xml stanza) throws InterruptedException {
    try {
      link.send(stanza);
    } catch (IOException dead) {
      refused(dead);
      LOG.log(System.Logger.Level.DEBUG, "not sent, the link has ended", dead);
    }
  }

  /**
   * Sends from where an interruption cannot be passed on, such as a handler or a {@code close}: it
   * is sent all the same, and the interruption is delivered at the calling task's next wait.
   */
  public void answer(Xml stanza) {
    boolean interrupted = false;
    while (true) {
      try {
        send(stanza);
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      tasks.interruptSelf();
    }
  }

  /** Sends a request and waits for how it ends; past the deadline it counts as unanswered. */
  public Iq.Reply request(Jid to, Iq.Type type, Xml payload, long deadline)
      throws InterruptedException {
    List<Iq.Reply> reply = new ArrayList<>(1);
    Monitor done = tasks.monitor();
    String id = ask(to, type, payload, r -> done.change(() -> reply.add(r)));
    try {
      boolean answered = done.await(() -> !reply.isEmpty(), deadline);
      return answered ? reply.getFirst() : new Iq.Reply.Unanswered("no answer in time");
    } finally {
      forget(id);
    }
  }

  /**
   * Sends a request; {@code then} is told once how it ends, unless it is forgotten first. There is
   * no deadline here: who asks keeps a timer of its own.
   *
   * @return the id of the request
   * @throws InterruptedException when it was not sent; {@code then} is told nothing
   */
  public String ask(Jid to, Iq.Type type, Xml payload, Consumer<Iq.Reply> then)
      throws InterruptedException {
    String id = random.token(8);
    boolean[] dead = {false};
    monitor.change(() -> {
      pending.put(id, new Pending(to, then));
      dead[0] = lost.isPresent();
    });
    if (dead[0]) {
      settle(id, new Iq.Reply.Unanswered(lost.orElse("")));
      return id;
    }
    try {
      link.send(new Iq(to, id, type, payload).toXml());
    } catch (IOException ended) {
      refused(ended);
      settle(id, new Iq.Reply.Unanswered(String.valueOf(ended.getMessage())));
    } catch (InterruptedException unsent) {
      forget(id);
      throw unsent;
    }
    return id;
  }

  private void refused(IOException dead) {
    monitor.change(
        () -> refusal = refusal.or(() -> Optional.of(String.valueOf(dead.getMessage()))));
  }

  /**
   * Why the link takes nothing any more, once that is known: who was told so by a request that
   * failed may hear it before the loss of the link is told to everybody.
   */
  public Optional<String> loss() {
    List<String> why = new ArrayList<>(1);
    monitor.change(() -> lost.or(() -> refusal).ifPresent(why::add));
    return why.stream().findFirst();
  }

  /** Ignores the reply to a request; its consumer is not called any more. */
  public void forget(String id) {
    monitor.change(() -> pending.remove(id));
  }

  /**
   * Takes from the link until it is lost. However that ends, every request still open, and every
   * later one, ends unanswered.
   */
  public void run() throws InterruptedException {
    try {
      while (lost.isEmpty()) {
        link.take(Tasks.NEVER).ifPresent(this::on);
      }
    } finally {
      end("the router was stopped");
    }
  }

  private void on(LinkEvent event) {
    switch (event) {
      case LinkEvent.Received(Xml stanza) -> received(stanza);
      case LinkEvent.Lost(String why) -> {
        // The loss is the reason for all that follows from it, so it is told first.
        tell(event);
        end(why);
      }
      case LinkEvent.Interrupted _, LinkEvent.Resumed _ -> tell(event);
    }
  }

  /** The last to come stands on those before it, and hears first. */
  private void tell(LinkEvent event) {
    List.copyOf(observers).reversed().forEach(o -> o.accept(event));
  }

  private void received(Xml stanza) {
    if (!stanza.name().equals("iq")) {
      stanzas.forEach(s -> guarded(stanza.name(), () -> s.accept(stanza)));
      return;
    }
    switch (stanza.attribute("type").orElse("")) {
      case "result" -> reply(stanza, new Iq.Reply.Result(stanza.children().stream().findFirst()));
      case "error" -> reply(stanza, new Iq.Reply.Refused(StanzaError.in(stanza)));
      default -> Iq.read(stanza, self().bare()).ifPresent(this::request);
    }
  }

  private void request(Iq request) {
    List<Handler> handler = new ArrayList<>(1);
    QName name = new QName(request.payload().namespace(), request.payload().name());
    monitor.change(() -> Optional.ofNullable(handlers.get(name)).ifPresent(handler::add));
    if (handler.isEmpty()) {
      answer(request.refusal(StanzaError.of("cancel", "service-unavailable")));
    } else if (!guarded(request.payload().name(), () -> handler.getFirst().handle(request))) {
      answer(request.refusal(StanzaError.of("wait", "internal-server-error")));
    }
  }

  /** A defect in one handler must not end the others' service; whether there was none. */
  private static boolean guarded(String what, Runnable handling) {
    try {
      handling.run();
      return true;
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "handling " + what + " failed", defect);
      return false;
    }
  }

  private void reply(Xml stanza, Iq.Reply reply) {
    String id = stanza.attribute("id").orElse("");
    Optional<Jid> from =
        stanza.attribute("from").map(Jid::parse).orElse(Optional.of(self().bare()));
    boolean[] right = {false};
    monitor.change(() -> {
      Pending asked = pending.get(id);
      right[0] = asked != null && from.filter(f -> mayAnswer(f, asked.to())).isPresent();
    });
    if (right[0]) {
      settle(id, reply);
    }
  }

  /** A server answers for the account itself, with or without naming it. */
  private boolean mayAnswer(Jid from, Jid asked) {
    boolean askedOwnAccount = asked.equals(self().bare()) || asked.equals(self());
    return from.equals(asked)
        || (askedOwnAccount && from.equals(self().bare()))
        || (asked.equals(Jid.of(self().domain())) && from.equals(self().bare()));
  }

  private void end(String why) {
    List<String> open = new ArrayList<>();
    monitor.change(() -> {
      lost = lost.or(() -> Optional.of(why));
      open.addAll(pending.keySet());
    });
    open.forEach(id -> settle(id, new Iq.Reply.Unanswered(why)));
  }

  private void settle(String id, Iq.Reply reply) {
    List<Pending> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(pending.remove(id)).ifPresent(found::add));
    found.forEach(p -> guarded("a reply", () -> p.then().accept(reply)));
  }
}
