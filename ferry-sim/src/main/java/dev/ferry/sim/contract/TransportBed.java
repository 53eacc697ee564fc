package dev.ferry.sim.contract;

import dev.ferry.Route;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Transport;
import dev.ferry.transport.TransportContext;
import dev.ferry.xmpp.IqRouter;
import java.util.List;

/**
 * What a transport is tested with: two devices that reach each other over XMPP and over a network.
 * Whoever makes it runs both routers, and sees to it that nothing is left open after the test.
 */
public record TransportBed(Device initiator, Device responder) {
  private static final long PATIENCE = 20_000_000_000L;

  /** A test's body; it runs in a task. */
  @FunctionalInterface
  public interface Body {
    void run(TransportBed bed) throws Exception;
  }

  /** One of the two. */
  public record Device(World world, IqRouter router, Transport transport) {
    public Jid jid() {
      return router.self();
    }

    TransportContext context(
        Device peer, boolean initiator, List<Route> allowed, TransportContext.Signal signal) {
      return new TransportContext(
          world, router, jid(), peer.jid(), initiator, initiator, allowed, signal);
    }
  }

  public Tasks tasks() {
    return initiator.world().tasks();
  }

  /** A deadline that is not reached unless something is broken. */
  public long soon() {
    return tasks().in(PATIENCE);
  }
}
