package dev.ferry.si;

import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.content.Hashes;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Task;
import dev.ferry.port.World;
import dev.ferry.si.SiMessage.Offer;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.BytestreamWire;
import dev.ferry.xmpp.Census;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.util.List;
import java.util.Optional;

/**
 * Files by stream initiation on one XMPP account: offers them, takes those of peers, and hands
 * every request to the session it belongs to.
 */
public final class SiNegotiation implements Negotiation {
  private static final int ID_BYTES = 16;

  private final World world;
  private final IqRouter router;
  private final SiStreams streams;
  private final Contacts contacts;
  private final SiSettings settings;
  private final Arrival.Desk desk;
  private final Sessions<SiTask> table;
  private final TaskScope scope;

  /**
   * Begins to serve sessions.
   *
   * @param census counts the sessions, those of other protocols too
   * @param desk takes what peers offer
   */
  public SiNegotiation(
      SiStreams streams, Contacts contacts, SiSettings settings, Census census, Arrival.Desk desk) {
    this.world = streams.world();
    this.router = streams.router();
    this.streams = streams;
    this.contacts = contacts;
    this.settings = settings;
    this.desk = desk;
    this.table = new Sessions<>(world.tasks(), census);
    this.scope = new TaskScope(world.tasks());
    router.serve("si", SiCodec.NAMESPACE, this::offered);
    router.serve("query", BytestreamWire.NAMESPACE, this::hostsOffered);
    table.attend(router, desk::deserted);
  }

  /** Whether the peer is one device: an offer of this kind can be made to no account as a whole. */
  @Override
  public boolean reaches(Peer peer) {
    return peer instanceof Peer.Xmpp(Jid jid) && jid.isFull();
  }

  @Override
  public Peer self() {
    return new Peer.Xmpp(router.self());
  }

  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    Jid peer = ((Peer.Xmpp) to).jid();
    Optional<EndReason> impossible = impossible(peer, file, options);
    if (impossible.isPresent()) {
      cargo.putAway(impossible.get());
      return over(watcher, impossible.get());
    }
    Offer offer = describe(file, options, cargo);
    var session =
        new SiTask(
            streams,
            streams.context(peer, true, options.via()),
            settings.patience(),
            offer,
            watcher);
    var terms = Terms.of(true, file.hashes(), offer.methods());
    boolean open = table.add(peer, session, Census.Limits.NONE);
    try {
      if (open) {
        start(session, () -> session.send(terms, cargo));
        return session;
      }
    } catch (ScopeClosed closed) {
      table.remove(session);
    }
    EndReason cancelled = new EndReason.Cancelled(Side.HERE);
    cargo.putAway(cancelled);
    return over(watcher, cancelled);
  }

  private static Optional<EndReason> impossible(Jid peer, FileOffer file, SendOptions options) {
    if (options.encrypt() == Encrypt.REQUIRED) {
      return Optional.of(
          new EndReason.SecurityRefused(
              peer
                  + " knows only the old file transfer, which cannot encrypt. To send in clear all"
                  + " the same: --encrypt off"));
    }
    if (file.folder().isPresent()) {
      return Optional.of(
          new EndReason.Unreachable(
              peer + " knows only the old file transfer, which has no folders"));
    }
    return StreamMethod.of(options.via()).isEmpty()
        ? Optional.of(new EndReason.NoRoute(List.of()))
        : Optional.empty();
  }

  private static Ongoing over(Watcher watcher, EndReason why) {
    watcher.show(new TransferState.Ended(why));
    return () -> {};
  }

  /**
   * An MD5 is told only when it is known: it would cost a reading of the file, and proves little.
   */
  private Offer describe(FileOffer file, SendOptions options, Cargo cargo) {
    return new Offer(
        world.random().token(ID_BYTES),
        file.mediaType(),
        file.name(),
        file.size(),
        file.hashes().get(Hashes.MD5),
        file.modified(),
        options.message(),
        cargo.abilities().ranges(),
        StreamMethod.of(options.via()));
  }

  private void start(SiTask session, Task body) {
    scope.fork(
        "file " + session.id(),
        () -> {
          try {
            body.run();
          } finally {
            table.remove(session);
          }
        });
  }

  /** An offer; runs on the router's task. It is answered when the user has said yes or no. */
  private void offered(Iq request) {
    if (request.type() == Iq.Type.GET) {
      router.answer(request.refusal(SiErrors.NOT_IMPLEMENTED));
      return;
    }
    switch (SiCodec.readOffer(request.payload())) {
      case SiCodec.Read.Refusal(StanzaError error) -> router.answer(request.refusal(error));
      case SiCodec.Read.Understood(Offer offer) -> {
        List<StreamMethod> methods =
            StreamMethod.of(settings.incomingVia()).stream()
                .filter(offer.methods()::contains)
                .toList();
        if (methods.isEmpty()) {
          router.answer(request.refusal(SiErrors.NO_VALID_STREAMS));
        } else {
          arrived(request, offer, methods);
        }
      }
    }
  }

  private void arrived(Iq request, Offer offer, List<StreamMethod> methods) {
    Jid peer = request.peer();
    var arrival =
        new SiArrival(
            world.tasks(),
            offer,
            contacts,
            watcher ->
                new SiTask(
                    streams,
                    streams.context(peer, false, settings.incomingVia()),
                    settings.patience(),
                    offer,
                    watcher));
    SiTask session = arrival.session();
    var limits = new Census.Limits(settings.sessionsPerPeer(), settings.sessions());
    if (!table.add(peer, session, limits)) {
      router.answer(request.refusal(table.isShut() ? SiErrors.CLOSING : SiErrors.TOO_MANY));
      return;
    }
    arrival.shownBy(desk.arrived(arrival));
    var terms = Terms.of(false, offer.file().hashes(), methods);
    start(session, () -> session.receive(terms, request));
  }

  /** A peer names its places for a stream; runs on the router's task. */
  private void hostsOffered(Iq request) {
    Optional<Streamhosts> offer =
        Optional.of(request)
            .filter(r -> r.type() == Iq.Type.SET)
            .flatMap(r -> BytestreamWire.readOffer(r.payload()));
    if (offer.isEmpty()) {
      router.answer(request.refusal(SiErrors.BAD_REQUEST));
      return;
    }
    Optional<SiTask> session = table.find(request.peer(), offer.get().sid());
    if (session.isEmpty()) {
      router.answer(request.refusal(SiErrors.UNKNOWN_STREAM));
    } else if (!session.get().hear(new SiEvent.HostsOffered(offer.get()), request)) {
      router.answer(request.refusal(SiErrors.TOO_MANY));
    }
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    table.awaitIdle();
  }

  @Override
  public void close() {
    desk.deserted("it was closed");
    table.end(scope);
  }
}
