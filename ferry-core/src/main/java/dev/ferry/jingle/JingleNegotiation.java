package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Task;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.xmpp.Bits;
import dev.ferry.xmpp.Census;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Files over Jingle on one XMPP account: opens sessions, takes those of peers, and hands every
 * stanza to the session it belongs to.
 */
public final class JingleNegotiation implements Negotiation {
  private static final StanzaError TOO_MANY = StanzaError.of("wait", "resource-constraint");
  private static final StanzaError CLOSING = StanzaError.of("cancel", "service-unavailable");
  private static final int SID_BYTES = 16;

  private final World world;
  private final IqRouter router;
  private final Peers peers;
  private final TransportChoice choice;
  private final JingleSettings settings;
  private final Arrival.Desk desk;
  private final Thumbnails thumbnails;
  private final Sessions<SessionTask> table;
  private final Outbound outbound;
  private final Starts starts = new Starts();
  private final SharedInbox shared;
  private final TaskScope scope;

  /**
   * Begins to serve sessions.
   *
   * @param census counts the sessions, those of other protocols too
   * @param desk takes what peers offer
   */
  public JingleNegotiation(
      World world,
      IqRouter router,
      Peers peers,
      TransportChoice choice,
      JingleSettings settings,
      Census census,
      Arrival.Desk desk) {
    this.world = world;
    this.router = router;
    this.peers = peers;
    this.choice = choice;
    this.settings = settings;
    this.desk = desk;
    this.thumbnails = new Thumbnails(new Bits(world.tasks(), router));
    this.table = new Sessions<>(world.tasks(), census);
    this.scope = new TaskScope(world.tasks());
    this.outbound =
        new Outbound(world, router, peers, choice, thumbnails, settings, table, starts, scope);
    this.shared = new SharedInbox(world.tasks(), peers, outbound::request, desk);
    router.serve("jingle", JingleCodec.NAMESPACE, this::heard);
    router.serve("start", Publication.NAMESPACE, this::start);
    router.onStanza(shared::heard);
    table.attend(router, desk::deserted);
  }

  @Override
  public boolean reaches(Peer peer) {
    return peer instanceof Peer.Xmpp;
  }

  @Override
  public Peer self() {
    return new Peer.Xmpp(router.self());
  }

  @Override
  public Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    List<Peer> folders = new ArrayList<>();
    List<Peer> others = new ArrayList<>();
    for (Peer device : devices(peer, deadline)) {
      boolean takes = peers.features(((Peer.Xmpp) device).jid(), deadline).takeFolders();
      (takes ? folders : others).add(device);
    }
    return new Takers(folders, others);
  }

  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    Jid jid = ((Peer.Xmpp) peer).jid();
    return jid.isFull()
        ? List.of(peer)
        : peers.receivers(jid, deadline).stream().<Peer>map(Peer.Xmpp::new).toList();
  }

  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    return outbound.offer(to, Optional.empty(), file, options, cargo, watcher);
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return outbound.request(from, file, publication, cargo, watcher);
  }

  private void start(SessionTask session, Task body) {
    scope.fork(
        "session " + session.sid(),
        () -> {
          try {
            body.run();
          } finally {
            table.remove(session);
          }
        });
  }

  /** A Jingle stanza; runs on the router's task. */
  private void heard(Iq request) {
    switch (JingleCodec.read(request.payload())) {
      case JingleCodec.Read.Refusal(StanzaError error) -> router.answer(request.refusal(error));
      case JingleCodec.Read.Understood(JingleMessage message) -> heard(request, message);
    }
  }

  private void heard(Iq request, JingleMessage message) {
    var session = table.find(request.peer(), message.sid());
    if (session.isPresent()) {
      SessionEvent event =
          message.action() == Action.SESSION_INFO
              ? new SessionEvent.Told(SessionInfoCodec.read(message))
              : new SessionEvent.FromPeer(message);
      if (!session.get().hear(event, request)) {
        router.answer(request.refusal(TOO_MANY));
      }
    } else if (message.action() == Action.SESSION_INITIATE) {
      initiated(request, message);
    } else {
      router.answer(request.refusal(JingleErrors.UNKNOWN_SESSION));
    }
  }

  private void initiated(Iq request, JingleMessage initiate) {
    switch (IncomingSession.of(initiate, choice, settings)) {
      case IncomingSession.Impossible(JingleReason reason) -> {
        router.answer(request.result());
        terminate(request.peer(), initiate.sid(), reason);
      }
      case IncomingSession.Asked asked -> asked(request, initiate, asked);
      case IncomingSession.Offered offered -> {
        if (overruled(request.peer(), initiate.sid(), offered)) {
          router.answer(request.refusal(JingleErrors.TIE_BREAK));
        } else {
          arrived(request, initiate, offered);
        }
      }
    }
  }

  /**
   * Whether this offer loses against an offer of ours, of the same file, that crossed it: the lower
   * session id wins (XEP-0166 7.2.16).
   */
  private boolean overruled(Jid peer, String sid, IncomingSession.Offered offered) {
    return table.with(peer).stream()
        .filter(ours -> ours.offersTheSame(offered.description()))
        .anyMatch(ours -> ours.sid().compareTo(sid) < 0);
  }

  private void arrived(Iq request, JingleMessage initiate, IncomingSession.Offered offered) {
    var stanzas =
        new SessionStanzas(
            router.self(),
            initiate.sid(),
            offered.content().name(),
            Senders.INITIATOR,
            offered.description());
    var incoming =
        new IncomingArrival(
            world, router, peers, choice, thumbnails, settings, request.peer(), stanzas, offered);
    SessionTask session = incoming.session();
    if (!admitted(request, session)) {
      return;
    }
    offered.removals(initiate).forEach(removal -> tell(request.peer(), removal));
    Optional<OutgoingStart> wished = starts.take(request.peer(), initiate.sid());
    incoming.shownBy(wished.isPresent() ? wished.get().arrived(incoming) : desk.arrived(incoming));
    var terms =
        Terms.of(
                false,
                false,
                stanzas.content(),
                offered.description().hashes(),
                offered.checksumAnnounced())
            .comingAgain(offered.abilities().again().isPositive());
    start(session, () -> session.answer(terms));
  }

  /** The peer wants to be offered a published file; who keeps the files finds out whether. */
  private void start(Iq request) {
    desk.requested(
        new StartRequest(
            world.tasks(), router, request, world.random().token(SID_BYTES), outbound::offer));
  }

  /** The peer wants a file of ours; who keeps the files finds out whether it may have it. */
  private void asked(Iq request, JingleMessage initiate, IncomingSession.Asked asked) {
    var stanzas =
        new SessionStanzas(
            router.self(),
            initiate.sid(),
            asked.content().name(),
            Senders.RESPONDER,
            asked.description());
    var incoming =
        new IncomingRequest(world, router, peers, choice, settings, request.peer(), stanzas, asked);
    if (admitted(request, incoming.session())) {
      desk.requested(incoming);
      Terms terms = Terms.of(false, true, stanzas.content(), Hashes.none(), false);
      start(incoming.session(), () -> incoming.session().answer(terms));
    }
  }

  /** Whether there is room for one more session of the peer; answers its request either way. */
  private boolean admitted(Iq request, SessionTask session) {
    boolean room =
        table.add(
            request.peer(),
            session,
            new Census.Limits(settings.sessionsPerPeer(), settings.sessions()));
    router.answer(room ? request.result() : request.refusal(table.isShut() ? CLOSING : TOO_MANY));
    return room;
  }

  private void terminate(Jid peer, String sid, JingleReason reason) {
    tell(peer, JingleMessage.of(Action.SESSION_TERMINATE, sid).with(reason));
  }

  private void tell(Jid peer, JingleMessage message) {
    Iq iq = new Iq(peer, world.random().token(8), Iq.Type.SET, JingleCodec.write(message));
    router.answer(iq.toXml());
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    table.awaitIdle();
  }

  @Override
  public void close() {
    desk.deserted("it was closed");
    shared.close(
        router
            .loss()
            .<EndReason>map(EndReason.ConnectionLost::new)
            .orElse(new EndReason.Cancelled(Side.HERE)));
    table.end(scope);
  }
}
