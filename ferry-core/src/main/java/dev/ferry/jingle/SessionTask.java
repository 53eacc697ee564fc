package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.machine.MachineLoop;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Happening;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.util.List;
import java.util.Optional;

/**
 * One session at work: feeds the machine, carries out what it wants, shows where it stands.
 *
 * <p>{@link #run} is the session's own task; everything it starts lives in a scope that ends with
 * it. The other methods only post to the mailbox and may be called from any task.
 */
final class SessionTask implements Negotiation.Ongoing, Sessions.Member {
  private static final int MAILBOX = 256;

  /** An event, and the peer's request that still needs an answer because of it. */
  private record Letter(SessionEvent event, Optional<Iq> due) {}

  private final String sid;
  private final IqRouter router;
  private final Patience patience;
  private final Mailbox<Letter> mailbox;
  private final TaskScope scope;
  private final MachineLoop<JingleSession, Letter, SessionEffect> loop;
  private final SessionView view;
  private final SessionVoice voice;
  private final SessionTransport transport;
  private final SessionContent content;
  private Optional<JingleSession> reached = Optional.empty();
  // Written by a child task before it posts its event, read by the loop after it took that event.
  private Optional<Preparation> preparation = Optional.empty();

  SessionTask(
      World world,
      IqRouter router,
      Patience patience,
      SessionStanzas stanzas,
      Jid peer,
      boolean initiator,
      Watcher watcher) {
    this.router = router;
    this.patience = patience;
    this.sid = stanzas.sid();
    this.mailbox = new Mailbox<>(world.tasks(), MAILBOX);
    this.scope = new TaskScope(world.tasks());
    this.loop = new MachineLoop<>(stanzas.sid(), world.tasks(), mailbox, this::step);
    this.view = new SessionView(stanzas, watcher);
    this.voice = new SessionVoice(router, this::force, stanzas, peer, initiator);
    this.transport = new SessionTransport(world.tasks(), patience.connect(), scope, this::force);
    this.content = new SessionContent(stanzas.sid(), scope, view, this::force);
  }

  String sid() {
    return sid;
  }

  /**
   * Whether this session offers, from here, the very file that {@code other} describes, and the
   * peer has not answered yet; asked on the router's task.
   */
  boolean offersTheSame(Description.File other) {
    return voice.offersTheSame(other);
  }

  /** Runs a session that this device opens; answers how it ended. */
  JingleSession open(Terms terms, Preparation how, Cargo file) throws InterruptedException {
    content.is(file);
    preparation = Optional.of(how);
    prepare();
    return run(JingleSession.opening(terms));
  }

  /** What a new session with this peer could still try; asked when this one has ended. */
  List<TransportLadder.Rung> untried() {
    return transport.untried();
  }

  /** Runs a session that the peer has opened; {@link #accept} gives it what it needs. */
  void answer(Terms terms) throws InterruptedException {
    run(JingleSession.asked(terms));
  }

  private JingleSession run(JingleSession start) throws InterruptedException {
    view.show(start.phase());
    try {
      JingleSession end = loop.run(start, JingleSession::over, this::act);
      if (end.hasTakenAll()) {
        transport.part();
      }
      return end;
    } finally {
      // Whoever is stopped in the middle still puts away and says how it ended.
      scope.close();
      transport.close();
      EndReason why = view.reason(reached.orElse(start));
      content.putAway(why);
      view.ended(why);
    }
  }

  /** Whether the sender knows that the file arrived; asked on the session's own task. */
  boolean isReported() {
    return reached.filter(s -> s.terms().received()).isPresent();
  }

  /** Says yes to the peer's offer; the first answer counts. */
  void accept(Preparation how, Cargo file) {
    // The loop reads both only after it has taken the event.
    if (preparation.isEmpty()) {
      preparation = Optional.of(how);
      content.is(file);
      force(new SessionEvent.UserAccepted());
    }
  }

  void decline() {
    force(new SessionEvent.UserDeclined());
  }

  @Override
  public void cancel() {
    force(new SessionEvent.UserCancelled());
  }

  /** Something the peer says; answers false when the session has no room for more. */
  boolean hear(SessionEvent event, Iq request) {
    return mailbox.post(new Letter(event, Optional.of(request)));
  }

  @Override
  public String id() {
    return sid();
  }

  @Override
  public void happened(Happening what) {
    force(
        switch (what) {
          case Happening.PeerGone _ -> new SessionEvent.PeerGone();
          case Happening.LinkInterrupted _ -> new SessionEvent.LinkInterrupted();
          case Happening.LinkResumed _ -> new SessionEvent.LinkResumed();
          case Happening.LinkLost(String why) -> new SessionEvent.LinkLost(why);
        });
  }

  /** Something that happened beside what the peer says. */
  void notice(SessionEvent event) {
    force(event);
  }

  private void force(SessionEvent event) {
    mailbox.force(new Letter(event, Optional.empty()));
  }

  private dev.ferry.machine.Step<JingleSession, SessionEffect> step(
      JingleSession state, Letter letter) {
    voice.hears(letter.due());
    var step = JingleSession.on(state, letter.event());
    reached = Optional.of(step.next());
    boolean moves = !step.next().phase().equals(state.phase());
    if (letter.event() instanceof SessionEvent.Rerouted
        || (moves && step.next().phase() instanceof Phase.Flowing)) {
      // Before anything is shown of it.
      transport.way().ifPresent(way -> view.route(transport.route(way), way.assurance()));
    }
    if (moves) {
      view.show(step.next().phase());
    }
    return step;
  }

  private void act(SessionEffect effect) throws InterruptedException {
    switch (effect) {
      case SessionEffect.Propose what -> {
        // From now on there is an attempt that wants to hear what the peer says.
        transport.proposing();
        voice.say(what);
      }
      case SessionEffect.Say what -> voice.say(what);
      case SessionEffect.Prepare _ -> prepare();
      case SessionEffect.Agree(Portion asked) -> {
        view.from(asked.range().offset());
        content.agree(asked);
      }
      case SessionEffect.Compare(Description.File answered) -> compare(answered);
      case SessionEffect.HandSecurity(var element) -> transport.secured(element);
      case SessionEffect.HandAnswer(Xml element) -> transport.accepted(element);
      case SessionEffect.HandInfo(Xml element) -> transport.informed(element);
      case SessionEffect.Connect(int number) -> transport.connect(number);
      case SessionEffect.PrepareNext(int number, boolean rejected) ->
          transport.prepareNext(number, rejected);
      case SessionEffect.PrepareReplacement(int number, Xml offered) ->
          transport.prepareAnswer(number, offered);
      case SessionEffect.Flow _ -> content.flow(transport.found());
      case SessionEffect.AwaitEnd _ -> content.awaitEnd(transport.found().carrier().stream());
      case SessionEffect.Compute(var algorithms) -> content.compute(algorithms);
      case SessionEffect.Store _ -> content.store();
      case SessionEffect.Arm(Timer timer) ->
          loop.timer(expiry(timer), patience.of(timer).toNanos());
      case SessionEffect.Disarm(Timer timer) -> loop.clear(expiry(timer));
    }
  }

  private static Letter expiry(Timer timer) {
    return new Letter(new SessionEvent.Expired(timer), Optional.empty());
  }

  private void prepare() {
    scope.fork(
        "prepare " + sid,
        () -> {
          try {
            Preparation.Ready ready = preparation.orElseThrow().prepare();
            transport.begin(ready);
            view.from(ready.wanted().range().offset());
            view.about(voice.prepared(ready));
            force(new SessionEvent.Prepared(ready.transport().element(), ready.checksumDue()));
          } catch (Preparation.Impossible e) {
            force(new SessionEvent.PrepareFailed(Endings.unprepared(e.reason(), router.loss())));
          }
        });
  }

  private void compare(Description.File granted) {
    Grant.refusal(voice.description(), granted)
        .ifPresent(why -> force(new SessionEvent.ContentFailed(why)));
  }
}
