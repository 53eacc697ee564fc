package dev.ferry.jingle;

import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.TransferState;
import dev.ferry.content.ByteRange;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.World;
import dev.ferry.security.JetSession;
import dev.ferry.security.NotSecured;
import dev.ferry.security.Security;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Layer;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer's session that asks for a file of ours (XEP-0234 6.2), and what is prepared for a yes. */
final class IncomingRequest implements Request {
  private static final long LOOK_UP = 5_000_000_000L;
  private static final long CERTIFICATE = 15_000_000_000L;

  private final World world;
  private final IqRouter router;
  private final Peers peers;
  private final TransportChoice choice;
  private final JingleSettings settings;
  private final Jid from;
  private final SessionStanzas stanzas;
  private final IncomingSession.Asked asked;
  private final SessionTask session;
  private final Monitor monitor;
  private Optional<Watcher> watcher = Optional.empty();
  private Optional<TransferState> last = Optional.empty();

  IncomingRequest(
      World world,
      IqRouter router,
      Peers peers,
      TransportChoice choice,
      JingleSettings settings,
      Jid from,
      SessionStanzas stanzas,
      IncomingSession.Asked asked) {
    this.world = world;
    this.router = router;
    this.peers = peers;
    this.choice = choice;
    this.settings = settings;
    this.from = from;
    this.stanzas = stanzas;
    this.asked = asked;
    this.monitor = world.tasks().monitor();
    this.session =
        new SessionTask(world, router, settings.patience(), stanzas, from, false, this::show);
  }

  SessionTask session() {
    return session;
  }

  private void show(TransferState state) {
    List<Watcher> watching = new ArrayList<>(1);
    monitor.change(() -> {
      last = Optional.of(state);
      watcher.ifPresent(watching::add);
    });
    watching.forEach(w -> w.show(state));
  }

  @Override
  public Peer from() {
    return new Peer.Xmpp(from);
  }

  @Override
  public Wanted wanted() {
    Description.File file = asked.description();
    Kind kind = file.folder().isPresent() ? Kind.FOLDER : Kind.FILE;
    return new Wanted(kind, Publication.of(file), file.name(), file.size(), file.hashes());
  }

  @Override
  public void serve(FileOffer file, boolean secret, Cargo cargo, Watcher one) {
    List<TransferState> missed = new ArrayList<>(1);
    monitor.change(() -> {
      watcher = Optional.of(one);
      last.ifPresent(missed::add);
    });
    missed.forEach(one::show);
    Encrypt encrypt = secret ? Encrypt.REQUIRED : settings.incomingEncrypt();
    session.accept(() -> prepare(file, encrypt, cargo), cargo);
  }

  @Override
  public void refuse(String why) {
    session.notice(new SessionEvent.Unavailable(why));
  }

  @Override
  public void cancel() {
    session.cancel();
  }

  private Security security(Encrypt encrypt, JetSession session)
      throws Preparation.Impossible, InterruptedException {
    try {
      return choice
          .securities()
          .toAnswer(encrypt, asked.content().security(), session, world.tasks().in(CERTIFICATE));
    } catch (NotSecured e) {
      throw new Preparation.Impossible(Endings.refused(e));
    }
  }

  private Preparation.Ready prepare(FileOffer file, Encrypt encrypt, Cargo cargo)
      throws Preparation.Impossible, InterruptedException {
    Portion wanted = Portion.of(asked.description().range().orElse(ByteRange.WHOLE));
    JetSession protectedOne =
        new JetSession(stanzas.sid(), stanzas.content(), from, false, true, file.size());
    Security security = security(encrypt, protectedOne);
    if (file.folder().isPresent() && !security.bothWays()) {
      throw new Preparation.Impossible(
          new EndReason.SecurityRefused(
              from + " asks for a folder in a way that only one side would encrypt"));
    }
    Layer layer = Secured.layer(security);
    List<Route> via = IncomingSession.via(asked.content(), choice, settings);
    TransportLadder ladder =
        new TransportLadder(
            choice,
            via,
            routes -> Signalling.context(world, router, stanzas, from, false, true, routes, layer),
            () -> choice.ladder(via, peers.features(from, world.tasks().in(LOOK_UP))));
    try {
      cargo.agreed(wanted);
    } catch (IOException e) {
      throw new Preparation.Impossible(Failures.ofAgreement(e));
    }
    try {
      return new Preparation.Ready(
          from,
          ladder.answer(asked.transportElement()),
          ladder,
          false,
          wanted,
          security,
          Optional.of(
              SessionStanzas.describe(
                  file, new Portion.Abilities(true, false), asked.description().namespace())));
    } catch (IOException e) {
      throw new Preparation.Impossible(
          new EndReason.PeerFault("the offered transport cannot be used: " + Failures.words(e)));
    }
  }
}
