package dev.ferry.jingle;

import dev.ferry.Route;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Layer;
import dev.ferry.transport.TransportContext;
import dev.ferry.transport.TransportContext.Presence;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.List;

/** What a transport is given to work in a Jingle session. */
final class Signalling {
  private static final long ACKNOWLEDGEMENT = 30_000_000_000L;

  private Signalling() {}

  static TransportContext context(
      World world,
      IqRouter router,
      SessionStanzas stanzas,
      Jid peer,
      boolean initiator,
      boolean sending,
      List<Route> allowed,
      Layer layer) {
    return new TransportContext(
        world,
        router,
        router.self(),
        peer,
        initiator,
        sending,
        allowed,
        new Voice(world, router, stanzas, peer),
        layer);
  }

  private record Voice(World world, IqRouter router, SessionStanzas stanzas, Jid peer)
      implements TransportContext.Signal {
    @Override
    public void info(Xml element) throws IOException, InterruptedException {
      switch (say(stanzas.info(element), world.tasks().in(ACKNOWLEDGEMENT))) {
        case Iq.Reply.Result _ -> {}
        case Iq.Reply.Refused(var error) ->
            throw new IOException("the peer refuses a transport-info: " + error);
        case Iq.Reply.Unanswered(String why) ->
            throw new IOException("the peer did not acknowledge a transport-info: " + why);
      }
    }

    /** By the ping of a session (XEP-0166 6.8): who refuses it is there, too. */
    @Override
    public Presence ask(long deadline) throws InterruptedException {
      return switch (say(stanzas.ping(), deadline)) {
        case Iq.Reply.Result _ -> Presence.HERE;
        case Iq.Reply.Refused(var error) -> Endings.isGone(error) ? Presence.GONE : Presence.HERE;
        case Iq.Reply.Unanswered _ -> Presence.UNKNOWN;
      };
    }

    private Iq.Reply say(JingleMessage message, long deadline) throws InterruptedException {
      return router.request(peer, Iq.Type.SET, JingleCodec.write(message), deadline);
    }
  }
}
