package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.jingle.TransportLadder.Rung;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.World;
import dev.ferry.security.NotSecured;
import dev.ferry.security.Security;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Layer;
import dev.ferry.transport.Transport;
import dev.ferry.xmpp.IqRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the resource to offer a file to, and the transports to offer it over.
 *
 * @param left what an earlier session with this resource has left to try
 */
record OutgoingPreparation(
    World world,
    IqRouter router,
    Peers peers,
    TransportChoice choice,
    Jid to,
    SessionStanzas stanzas,
    SendOptions options,
    List<Rung> left)
    implements Preparation {
  private static final long LOOK_UP = 20_000_000_000L;
  private static final long KEYS = 30_000_000_000L;

  @Override
  public Ready prepare() throws Impossible, InterruptedException {
    Jid peer = to.isFull() ? to : resource();
    PeerFeatures features = features(peer);
    Security security = security(peer, features);
    if (stanzas.description().folder().isPresent() && !security.bothWays()) {
      throw new Impossible(
          new EndReason.SecurityRefused(
              peer
                  + " takes folders, but does not say that it encrypts both ways: somebody on the"
                  + " way may have removed that. To send in clear all the same: --encrypt off"));
    }
    List<Route> via = options.via().stream().filter(security::covers).toList();
    List<Rung> rungs = left.isEmpty() ? rungs(peer, features, via) : left;
    Layer layer = Secured.layer(security);
    var ladder =
        new TransportLadder(
            choice,
            via,
            routes -> Signalling.context(world, router, stanzas, peer, true, true, routes, layer),
            () -> rungs);
    List<Attempt> failed = new ArrayList<>();
    Optional<Transport.Negotiation> first = ladder.propose(failed);
    return new Ready(
        peer,
        first.orElseThrow(() -> new Impossible(new EndReason.NoRoute(failed))),
        ladder,
        false,
        Portion.WHOLE,
        security);
  }

  private Security security(Jid peer, PeerFeatures features)
      throws Impossible, InterruptedException {
    try {
      return choice
          .securities()
          .toOffer(
              options.encrypt(),
              features,
              stanzas.session(peer, true, true),
              world.tasks().in(KEYS));
    } catch (NotSecured e) {
      throw new Impossible(Endings.refused(e));
    }
  }

  private PeerFeatures features(Jid peer) throws Impossible, InterruptedException {
    PeerFeatures features = peers.features(peer, world.tasks().in(LOOK_UP));
    if (!features.areKnown()) {
      throw unreachable(peer + " is not online or does not answer");
    }
    if (!features.canReceiveFiles()) {
      throw unreachable(peer + " has no Jingle file transfer");
    }
    return features;
  }

  private List<Rung> rungs(Jid peer, PeerFeatures features, List<Route> via) throws Impossible {
    if (via.isEmpty()) {
      throw new Impossible(
          new EndReason.SecurityRefused(
              peer
                  + " encrypts direct connections only, and these are not allowed here: allow them"
                  + " with --via direct, or send in clear with --encrypt off"));
    }
    List<Rung> rungs = choice.ladder(via, features);
    if (rungs.isEmpty()) {
      throw unreachable(peer + " shares none of the ways allowed: " + options.via());
    }
    return rungs;
  }

  private Jid resource() throws Impossible, InterruptedException {
    return peers.receivers(to, world.tasks().in(LOOK_UP)).stream()
        .findFirst()
        .orElseThrow(() -> unreachable("no device of " + to + " that can receive files is online"));
  }

  private static Impossible unreachable(String why) {
    return new Impossible(new EndReason.Unreachable(why));
  }
}
