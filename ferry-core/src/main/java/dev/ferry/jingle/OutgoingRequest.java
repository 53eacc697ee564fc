package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.content.ByteRange;
import dev.ferry.jingle.Description.File;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Current;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.World;
import dev.ferry.security.NotSecured;
import dev.ferry.security.Security;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Layer;
import dev.ferry.transport.Transport;
import dev.ferry.xmpp.Census;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A request of ours for a file or folder that a peer once offered (XEP-0234 6.2). Of an account,
 * one device after another is asked until one has it; what is shown is one transfer.
 *
 * <p>{@link #run} is the request's own task; {@link #cancel} may come from any.
 */
final class OutgoingRequest implements Negotiation.Ongoing {
  private static final int SID_BYTES = 16;
  private static final long LOOK_UP = 20_000_000_000L;

  private final World world;
  private final IqRouter router;
  private final Peers peers;
  private final TransportChoice choice;
  private final JingleSettings settings;
  private final Sessions<SessionTask> table;
  private final Jid whom;
  private final FileOffer file;
  private final Optional<String> publication;
  private final Supplier<Cargo> cargoes;
  private final Watcher watcher;
  private final Starts starts;
  private final int most;
  private final Current current;
  private EndReason end = new EndReason.Cancelled(Side.HERE);
  private Optional<TransferState.Ended> shown = Optional.empty();

  /**
   * @param most how many devices are asked
   */
  OutgoingRequest(
      World world,
      IqRouter router,
      Peers peers,
      TransportChoice choice,
      JingleSettings settings,
      Sessions<SessionTask> table,
      Jid whom,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargoes,
      Watcher watcher,
      Starts starts,
      int most) {
    this.world = world;
    this.router = router;
    this.peers = peers;
    this.choice = choice;
    this.settings = settings;
    this.table = table;
    this.whom = whom;
    this.file = file;
    this.publication = publication;
    this.cargoes = cargoes;
    this.watcher = watcher;
    this.starts = starts;
    this.most = most;
    this.current = new Current(world.tasks());
  }

  void run() throws InterruptedException {
    try {
      watcher.show(new TransferState.Preparing());
      List<Jid> devices = devices();
      if (devices.isEmpty()) {
        end = new EndReason.Unreachable("no device of " + whom + " that has files is online");
      }
      for (Jid device : devices) {
        if (current.isCancelled() || !device(device)) {
          break;
        }
      }
    } finally {
      watcher.show(shown.orElseGet(() -> new TransferState.Ended(end)));
    }
  }

  private List<Jid> devices() throws InterruptedException {
    return whom.isFull()
        ? List.of(whom)
        : peers.receivers(whom, world.tasks().in(LOOK_UP)).stream().limit(most).toList();
  }

  /** Asks one device; answers whether another may still have the file. */
  private boolean device(Jid peer) throws InterruptedException {
    return isStarted(peer) ? mayBeElsewhere() : session(peer);
  }

  /** Has the device offer what it published, when that is its way; answers whether it was. */
  private boolean isStarted(Jid peer) throws InterruptedException {
    if (publication.isEmpty()
        || !peers.features(peer, world.tasks().in(LOOK_UP)).startPublished()) {
      return false;
    }
    var start =
        new OutgoingStart(
            world.tasks(), router, starts, peer, file, publication.get(), cargoes, this::show);
    current.is(start);
    Optional<TransferState.Ended> ended = start.run();
    ended.ifPresent(this::show);
    return ended.isPresent();
  }

  private boolean session(Jid peer) throws InterruptedException {
    var stanzas =
        new SessionStanzas(
            router.self(),
            world.random().token(SID_BYTES),
            "file",
            Senders.RESPONDER,
            described(ByteRange.WHOLE));
    SessionTask session =
        new SessionTask(world, router, settings.patience(), stanzas, peer, true, this::show);
    if (!table.add(peer, session, Census.Limits.NONE)) {
      return false;
    }
    current.is(session);
    try {
      Terms terms = Terms.of(true, false, stanzas.content(), file.hashes(), false);
      Cargo cargo = cargoes.get();
      session.open(terms, () -> prepare(peer, stanzas, cargo), cargo);
    } finally {
      table.remove(session);
    }
    return mayBeElsewhere();
  }

  private boolean mayBeElsewhere() {
    return end instanceof EndReason.StorageFailed(Side side, String _) && side == Side.THERE
        || end instanceof EndReason.Unreachable;
  }

  private File described(ByteRange part) {
    File plain =
        new File(
            FileDescriptionCodec.NAMESPACE,
            Optional.of(file.name()),
            OptionalLong.of(file.size()),
            Optional.empty(),
            Optional.empty(),
            file.modified(),
            file.hashes(),
            List.of(),
            Optional.of(part).filter(p -> !p.isWhole(file.size())),
            List.of(),
            Optional.empty(),
            file.folder());
    return publication.map(id -> Publication.with(plain, id, whom)).orElse(plain);
  }

  private Preparation.Ready prepare(Jid peer, SessionStanzas stanzas, Cargo cargo)
      throws Preparation.Impossible, InterruptedException {
    PeerFeatures features = peers.features(peer, world.tasks().in(LOOK_UP));
    if (!features.areKnown()) {
      throw new Preparation.Impossible(
          new EndReason.Unreachable(peer + " is not online or does not answer"));
    }
    if (file.folder().isPresent() && !features.takeFolders()) {
      throw new Preparation.Impossible(new EndReason.Unreachable(peer + " knows no folders"));
    }
    Security security = security(peer, stanzas, features);
    if (file.folder().isPresent() && !security.bothWays()) {
      throw new Preparation.Impossible(
          new EndReason.SecurityRefused(
              peer + " would encrypt the folder one way only, which no Ferry does"));
    }
    List<Route> via = settings.incomingVia().stream().filter(security::covers).toList();
    Layer layer = Secured.layer(security);
    Portion wanted;
    try {
      wanted = cargo.prepare(new Portion.Abilities(security.bothWays(), false));
    } catch (IOException e) {
      throw new Preparation.Impossible(Failures.ofStorage(e));
    }
    TransportLadder ladder =
        new TransportLadder(
            choice,
            via,
            routes -> Signalling.context(world, router, stanzas, peer, true, false, routes, layer),
            () -> choice.ladder(via, features));
    List<Attempt> failed = new ArrayList<>();
    Optional<Transport.Negotiation> first = ladder.propose(failed);
    return new Preparation.Ready(
        peer,
        first.orElseThrow(() -> new Preparation.Impossible(new EndReason.NoRoute(failed))),
        ladder,
        false,
        wanted,
        security,
        Optional.of(described(wanted.range())));
  }

  private Security security(Jid peer, SessionStanzas stanzas, PeerFeatures features)
      throws Preparation.Impossible, InterruptedException {
    try {
      return choice
          .securities()
          .toOffer(
              settings.incomingEncrypt(),
              features,
              stanzas.session(peer, true, false),
              world.tasks().in(LOOK_UP));
    } catch (NotSecured e) {
      throw new Preparation.Impossible(Endings.refused(e));
    }
  }

  private void show(TransferState state) {
    if (state instanceof TransferState.Ended ended) {
      end = ended.reason();
      shown = Optional.of(ended);
    } else {
      watcher.show(state);
    }
  }

  @Override
  public void cancel() {
    current.cancel();
  }
}
