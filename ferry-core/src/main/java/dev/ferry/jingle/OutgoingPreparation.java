package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.SendOptions;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Transport;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.List;

/** Finds the resource to offer a file to, and the transport to offer it over. */
record OutgoingPreparation(
    World world,
    IqRouter router,
    Peers peers,
    TransportChoice choice,
    Jid to,
    SessionStanzas stanzas,
    SendOptions options)
    implements Preparation {
  private static final long LOOK_UP = 20_000_000_000L;

  @Override
  public Ready prepare() throws Impossible, InterruptedException {
    Jid peer = to.isFull() ? to : resource();
    PeerFeatures features = peers.features(peer, world.tasks().in(LOOK_UP));
    if (!features.areKnown()) {
      throw unreachable(peer + " is not online or does not answer");
    }
    if (!features.canReceiveFiles()) {
      throw unreachable(peer + " has no Jingle file transfer");
    }
    Transport transport =
        choice
            .toOffer(options.via(), features)
            .orElseThrow(
                () -> unreachable(peer + " shares none of the ways allowed: " + options.via()));
    try {
      return new Ready(
          peer,
          transport.offer(
              Signalling.context(world, router, stanzas, peer, true, true, options.via())),
          false,
          Portion.WHOLE);
    } catch (IOException e) {
      throw new Impossible(
          new EndReason.NoRoute(
              List.of(
                  new dev.ferry.Attempt(
                      transport.routes().getFirst(), "offering a way", Failures.words(e)))));
    }
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
