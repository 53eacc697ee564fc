package dev.ferry.jingle;

import dev.ferry.Assurance;
import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Picture;
import dev.ferry.port.World;
import dev.ferry.security.NotSecured;
import dev.ferry.security.Security;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Layer;
import dev.ferry.transport.Transport;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A peer's session that waits for a yes or no, and what is prepared once it is a yes. */
final class IncomingArrival implements Arrival {
  private static final long LOOK_UP = 5_000_000_000L;
  private static final long CERTIFICATE = 15_000_000_000L;

  private final World world;
  private final IqRouter router;
  private final Peers peers;
  private final TransportChoice choice;
  private final Thumbnails thumbnails;
  private final JingleSettings settings;
  private final Jid from;
  private final SessionStanzas stanzas;
  private final IncomingSession.Offered offered;
  private final SessionTask session;
  private volatile Watcher watcher = _ -> {};

  IncomingArrival(
      World world,
      IqRouter router,
      Peers peers,
      TransportChoice choice,
      Thumbnails thumbnails,
      JingleSettings settings,
      Jid from,
      SessionStanzas stanzas,
      IncomingSession.Offered offered) {
    this.world = world;
    this.router = router;
    this.peers = peers;
    this.choice = choice;
    this.thumbnails = thumbnails;
    this.settings = settings;
    this.from = from;
    this.stanzas = stanzas;
    this.offered = offered;
    this.session =
        new SessionTask(world, router, settings.patience(), stanzas, from, false, this::show);
  }

  SessionTask session() {
    return session;
  }

  /** Who is told the states; set before the session starts. */
  void shownBy(Watcher one) {
    watcher = one;
  }

  private void show(TransferState state) {
    watcher.show(state);
  }

  @Override
  public Peer from() {
    return new Peer.Xmpp(from);
  }

  @Override
  public FileOffer file() {
    return offered.offer();
  }

  @Override
  public List<String> promisedDigests() {
    return offered.description().hashesUsed();
  }

  @Override
  public Optional<String> publication() {
    return Publication.of(offered.description());
  }

  @Override
  public Optional<String> message() {
    return offered.description().words();
  }

  @Override
  public boolean hasThumbnail() {
    return Thumbnails.has(offered.description());
  }

  @Override
  public Optional<Picture> thumbnail() throws InterruptedException {
    return thumbnails.of(offered.description(), from, world.tasks().in(LOOK_UP));
  }

  @Override
  public Duration comesAgain() {
    return offered.abilities().again();
  }

  @Override
  public boolean isReported() {
    return session.isReported();
  }

  @Override
  public Assurance assurance() {
    return choice
        .securities()
        .foreseen(
            settings.incomingEncrypt(),
            offered.content().security(),
            stanzas.session(from, false, false));
  }

  @Override
  public boolean fromContact() throws InterruptedException {
    return peers.isContact(from, world.tasks().in(LOOK_UP));
  }

  @Override
  public void accept(Cargo cargo) {
    session.accept(() -> prepare(cargo), cargo);
  }

  private TransportLadder ladder(Security security) {
    List<Route> via = IncomingSession.via(offered.content(), choice, settings);
    Layer layer = Secured.layer(security);
    return new TransportLadder(
        choice,
        via,
        routes -> Signalling.context(world, router, stanzas, from, false, false, routes, layer),
        () -> choice.ladder(via, peers.features(from, world.tasks().in(LOOK_UP))));
  }

  private Security security() throws Preparation.Impossible, InterruptedException {
    SecurityChoice known = choice.securities();
    Optional<Xml> offer = offered.content().security();
    Encrypt rule = settings.incomingEncrypt();
    try {
      Security agreed =
          known.toAnswer(
              rule, offer, stanzas.session(from, false, false), world.tasks().in(CERTIFICATE));
      return offer.isEmpty() && rule == Encrypt.AUTO && known.jet().isPresent()
          ? known.inClear(from, peers.features(from, world.tasks().in(LOOK_UP)))
          : agreed;
    } catch (NotSecured e) {
      throw new Preparation.Impossible(Endings.refused(e));
    }
  }

  @Override
  public void decline() {
    session.decline();
  }

  @Override
  public void cancel() {
    session.cancel();
  }

  private Preparation.Ready prepare(Cargo cargo)
      throws Preparation.Impossible, InterruptedException {
    boolean bothWays = SecurityChoice.bothWays(offered.content().security());
    if (file().folder().isPresent() && !bothWays) {
      throw new Preparation.Impossible(
          new EndReason.SecurityRefused(
              from + " offers a folder that only one side would encrypt, which no Ferry does"));
    }
    Portion wanted;
    try {
      // What one tag at the very end proves cannot be kept before that.
      wanted = cargo.prepare(bothWays ? offered.abilities() : Portion.Abilities.NONE);
    } catch (IOException e) {
      throw new Preparation.Impossible(Failures.ofStorage(e));
    }
    // Some senders give their digests later without saying so beforehand.
    boolean checksumDue =
        offered.checksumAnnounced()
            || peers.features(from, world.tasks().in(LOOK_UP)).giveDigests();
    Security security = security();
    TransportLadder ladder = ladder(security);
    try {
      Transport.Negotiation attempt = ladder.answer(offered.transportElement());
      return new Preparation.Ready(from, attempt, ladder, checksumDue, wanted, security);
    } catch (IOException e) {
      throw new Preparation.Impossible(
          new EndReason.PeerFault("the offered transport cannot be used: " + Failures.words(e)));
    }
  }
}
