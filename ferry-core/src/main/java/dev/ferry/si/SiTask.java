package dev.ferry.si;

import dev.ferry.EndReason;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Copied;
import dev.ferry.content.StreamEnd;
import dev.ferry.machine.MachineLoop;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.Step;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Tasks;
import dev.ferry.si.SiEvent.Timer;
import dev.ferry.si.SiMessage.Answer;
import dev.ferry.si.SiMessage.Offer;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.TransportContext;
import dev.ferry.xmpp.Happening;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One session at work: feeds the machine, carries out what it wants, shows where it stands.
 *
 * <p>{@link #send} or {@link #receive} is the session's own task; everything it starts lives in a
 * scope that ends with it. The other methods only post to the mailbox and may be called from any
 * task.
 */
final class SiTask implements Negotiation.Ongoing, Sessions.Member {
  private static final int MAILBOX = 64;

  /** An event, and the peer's request that still needs an answer because of it. */
  private record Letter(SiEvent event, Optional<Iq> due) {}

  private final IqRouter router;
  private final SiPatience patience;
  private final Jid peer;
  private final Offer offer;
  private final SessionStreams streams;
  private final Mailbox<Letter> mailbox;
  private final TaskScope scope;
  private final MachineLoop<SiSession, Letter, SiEffect> loop;
  private final SiView view;

  private Optional<SiSession> reached = Optional.empty();
  private Optional<Iq> due = Optional.empty();
  // Receiver: the peer's offer, until it is answered. Sender: the id of ours.
  private Optional<Iq> asked = Optional.empty();
  private Optional<String> asking = Optional.empty();
  // Written by another task before it posts its event, read by the loop after it took that event.
  private Optional<Cargo> cargo = Optional.empty();
  private ByteRange wanted = ByteRange.WHOLE;

  /**
   * @param context whom the session is with, and which routes it may use
   */
  SiTask(
      SiStreams streams,
      TransportContext context,
      SiPatience patience,
      Offer offer,
      Watcher watcher) {
    Tasks tasks = streams.world().tasks();
    this.router = streams.router();
    this.patience = patience;
    this.peer = context.peer();
    this.offer = offer;
    this.mailbox = new Mailbox<>(tasks, MAILBOX);
    this.scope = new TaskScope(tasks);
    this.loop = new MachineLoop<>(offer.id(), tasks, mailbox, this::step);
    this.view = new SiView(offer.size(), watcher);
    this.streams = new SessionStreams(streams, context, offer.id(), patience, scope, this::force);
  }

  Jid peer() {
    return peer;
  }

  @Override
  public String id() {
    return offer.id();
  }

  /** Runs a session that this device begins. */
  void send(Terms terms, Cargo file) throws InterruptedException {
    cargo = Optional.of(file);
    SiSession start = SiSession.offering(terms);
    try {
      streams.gather();
      asking =
          Optional.of(router.ask(peer, Iq.Type.SET, SiCodec.write(offer), this::offerAnswered));
      loop.timer(expiry(Timer.OFFER), patience.of(Timer.OFFER).toNanos());
      run(start);
    } finally {
      putAway(start);
    }
  }

  /** Runs a session that the peer has begun; {@link #accept} gives it what it needs. */
  void receive(Terms terms, Iq request) throws InterruptedException {
    asked = Optional.of(request);
    SiSession start = SiSession.asked(terms);
    try {
      loop.timer(expiry(Timer.CONSENT), patience.of(Timer.CONSENT).toNanos());
      run(start);
    } finally {
      putAway(start);
    }
  }

  private void run(SiSession start) throws InterruptedException {
    view.show(start.phase());
    loop.run(start, SiSession::over, this::act);
  }

  /** Whoever is stopped in the middle still answers, puts away and says how it ended. */
  private void putAway(SiSession start) {
    asking.ifPresent(router::forget);
    answerOffer(iq -> iq.refusal(SiErrors.DECLINED));
    scope.close();
    streams.close();
    EndReason why = view.reason(reached.orElse(start));
    cargo.ifPresent(c -> c.putAway(why));
    view.ended(why);
  }

  /** Says yes to the peer's offer; the first answer counts. */
  void accept(Cargo file) {
    // The loop reads it only after it has taken the event.
    if (cargo.isEmpty()) {
      cargo = Optional.of(file);
      force(new SiEvent.UserAccepted());
    }
  }

  void decline() {
    force(new SiEvent.UserDeclined());
  }

  @Override
  public void cancel() {
    force(new SiEvent.UserCancelled());
  }

  /** Something the peer asks for; answers false when the session has no room for more. */
  boolean hear(SiEvent event, Iq request) {
    return mailbox.post(new Letter(event, Optional.of(request)));
  }

  @Override
  public void happened(Happening what) {
    force(
        switch (what) {
          case Happening.PeerGone _ -> new SiEvent.PeerGone();
          case Happening.LinkInterrupted _ -> new SiEvent.LinkInterrupted();
          case Happening.LinkResumed _ -> new SiEvent.LinkResumed();
          case Happening.LinkLost(String why) -> new SiEvent.LinkLost(why);
        });
  }

  private void force(SiEvent event) {
    mailbox.force(new Letter(event, Optional.empty()));
  }

  private Step<SiSession, SiEffect> step(SiSession state, Letter letter) {
    due = letter.due();
    streams.route().ifPresent(view::route);
    var step = SiSession.on(state, letter.event());
    reached = Optional.of(step.next());
    if (!step.next().phase().equals(state.phase())) {
      view.show(step.next().phase());
    }
    return step;
  }

  private void act(SiEffect effect) {
    switch (effect) {
      case SiEffect.Agree(ByteRange range) -> agree(range);
      case SiEffect.Open(StreamMethod method) -> streams.open(method);
      case SiEffect.RefuseOffer(var error) -> answerOffer(iq -> iq.refusal(error));
      case SiEffect.Prepare _ -> scope.fork("prepare " + id(), this::prepare);
      case SiEffect.AcceptOffer(StreamMethod method, ByteRange range) -> acceptOffer(method, range);
      case SiEffect.Dial(Streamhosts hosts) -> dial(hosts);
      case SiEffect.RefuseHosts(var error) ->
          due.map(iq -> iq.refusal(error)).ifPresent(router::answer);
      case SiEffect.Flow _ -> scope.fork("move " + id(), this::move);
      case SiEffect.AwaitEnd _ ->
          scope.fork(
              "end " + id(),
              () -> force(new SiEvent.StreamEnded(StreamEnd.await(streams.stream()))));
      case SiEffect.Store _ -> scope.fork("store " + id(), this::store);
      case SiEffect.Arm(Timer timer) -> loop.timer(expiry(timer), patience.of(timer).toNanos());
      case SiEffect.Disarm(Timer timer) -> loop.clear(expiry(timer));
    }
  }

  private static Letter expiry(Timer timer) {
    return new Letter(new SiEvent.Expired(timer), Optional.empty());
  }

  private void offerAnswered(Iq.Reply reply) {
    switch (reply) {
      case Iq.Reply.Result(Optional<Xml> payload) ->
          force(new SiEvent.Answered(SiCodec.readAnswer(payload)));
      case Iq.Reply.Refused(var error) -> force(new SiEvent.Refused(error));
      // A session that began after the link was lost hears of the loss by nothing else.
      case Iq.Reply.Unanswered(String why) -> force(new SiEvent.LinkLost(why));
    }
  }

  private void answerOffer(Function<Iq, Xml> answer) {
    asked.map(answer).ifPresent(router::answer);
    asked = Optional.empty();
  }

  private void agree(ByteRange range) {
    try {
      cargo.orElseThrow().agreed(new Portion(range, OptionalInt.empty()));
      force(new SiEvent.Agreed());
    } catch (IOException e) {
      force(new SiEvent.Disagreed(Failures.ofAgreement(e)));
    }
  }

  private void prepare() {
    try {
      // Without a hash nobody would notice that a sender has not heeded the part asked for.
      var sender = new Portion.Abilities(offer.ranged() && offer.md5().isPresent(), false);
      wanted = cargo.orElseThrow().prepare(sender).range();
      force(new SiEvent.Prepared(wanted));
    } catch (IOException e) {
      force(new SiEvent.PrepareFailed(Failures.ofStorage(e)));
    }
  }

  /** The peer may open an in-band stream as soon as it has our answer, so it is known before. */
  private void acceptOffer(StreamMethod method, ByteRange range) {
    if (reached.orElseThrow().terms().allow(StreamMethod.IN_BAND)) {
      streams.await();
    }
    Xml yes = SiCodec.write(new Answer(Optional.of(method), range));
    answerOffer(iq -> iq.result(yes));
  }

  private void dial(Streamhosts hosts) {
    streams.dial(due.orElseThrow(), hosts, wanted.lengthIn(offer.size()) > 0);
  }

  private void move() throws InterruptedException {
    try {
      var moved = cargo.orElseThrow().move(streams.stream(), this::moved);
      force(new SiEvent.ContentDone(moved.computed()));
    } catch (IOException e) {
      force(new SiEvent.ContentFailed(Failures.ofContent(e)));
    }
  }

  private void moved(Copied progress) {
    view.progress(progress);
    force(new SiEvent.Moved());
  }

  private void store() {
    try {
      view.stored(cargo.orElseThrow().store());
      force(new SiEvent.Stored());
    } catch (IOException e) {
      force(new SiEvent.StoreFailed(Failures.ofStorage(e)));
    }
  }
}
