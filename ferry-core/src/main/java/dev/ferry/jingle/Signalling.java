package dev.ferry.jingle;

import dev.ferry.Route;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Layer;
import dev.ferry.transport.TransportContext;
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
        element -> info(world, router, stanzas, peer, element),
        layer);
  }

  private static void info(
      World world, IqRouter router, SessionStanzas stanzas, Jid peer, Xml element)
      throws IOException, InterruptedException {
    Iq.Reply reply =
        router.request(
            peer,
            Iq.Type.SET,
            JingleCodec.write(stanzas.info(element)),
            world.tasks().in(ACKNOWLEDGEMENT));
    switch (reply) {
      case Iq.Reply.Result _ -> {}
      case Iq.Reply.Refused(var error) ->
          throw new IOException("the peer refuses a transport-info: " + error);
      case Iq.Reply.Unanswered(String why) ->
          throw new IOException("the peer did not acknowledge a transport-info: " + why);
    }
  }
}
