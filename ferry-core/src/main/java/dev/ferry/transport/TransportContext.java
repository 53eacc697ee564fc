package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.List;

/**
 * What one attempt needs to know.
 *
 * @param initiator whether this device opened the session
 * @param sending whether this device sends the file
 * @param allowed the routes that may be used, best first
 * @param signal how to tell the peer something
 * @param layer what protects direct connections
 */
public record TransportContext(
    World world,
    IqRouter router,
    Jid self,
    Jid peer,
    boolean initiator,
    boolean sending,
    List<Route> allowed,
    Signal signal,
    Layer layer) {
  /** For a transfer whose direct connections nothing protects. */
  public TransportContext(
      World world,
      IqRouter router,
      Jid self,
      Jid peer,
      boolean initiator,
      boolean sending,
      List<Route> allowed,
      Signal signal) {
    this(world, router, self, peer, initiator, sending, allowed, signal, Layer.NONE);
  }

  /** What is known of the peer when it was asked whether it is there. */
  public enum Presence {
    HERE,
    GONE,
    UNKNOWN
  }

  /** How the peer is spoken to beside the ways that are looked for. */
  @FunctionalInterface
  public interface Signal {
    /**
     * Sends a transport-info with this element; returns when the peer has acknowledged it.
     *
     * @throws IOException when the peer refuses it or does not answer
     */
    void info(Xml element) throws IOException, InterruptedException;

    /** Asks whether the peer is there, and waits until then at most. */
    default Presence ask(long deadline) throws InterruptedException {
      return Presence.UNKNOWN;
    }
  }
}
