package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Connections through NATs, found by ICE over TCP (XEP-0371, RFC 6544), directly or by relays. May
 * be used from any task.
 *
 * <p>Between two of us alone: the connection becomes a plain stream once it is nominated, which
 * both sides announce.
 */
public final class IceTcpTransport implements Transport {
  private static final long SECOND = 1_000_000_000L;

  /** What an offer waits for servers; what they say later follows it. */
  private static final long GATHERING = SECOND;

  private static final long FINDING = 3 * SECOND;

  /** Finds the servers that this account may ask. */
  @FunctionalInterface
  public interface ServerFinder {
    /**
     * @param deadline when to make do with what was found, a value of {@link
     *     dev.ferry.port.Tasks#now}
     */
    List<StunServer> find(long deadline) throws InterruptedException;
  }

  private final ServerFinder servers;
  private final TlsLayer tls;
  private final List<Integer> doors;

  /**
   * @param doors ports to listen at, too, as {@link IceSettings} has them
   */
  public IceTcpTransport(ServerFinder servers, TlsLayer tls, List<Integer> doors) {
    this.servers = servers;
    this.tls = tls;
    this.doors = List.copyOf(doors);
  }

  @Override
  public String namespace() {
    return IceWire.NAMESPACE;
  }

  @Override
  public List<String> features() {
    return List.of(IceWire.NAMESPACE);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.ICE, Route.RELAY);
  }

  @Override
  public Negotiation offer(TransportContext context) throws IOException, InterruptedException {
    return gathered(context, Optional.empty());
  }

  @Override
  public Negotiation answer(Xml offered, TransportContext context)
      throws IOException, InterruptedException {
    Optional<IceMessage> offer = IceWire.read(offered);
    if (offer.isEmpty() || offer.get().credentials().isEmpty()) {
      throw new IOException("the peer's offer of ICE makes no sense");
    }
    if (!offer.get().raw()) {
      throw new IOException("the peer's ICE is not for streams of bytes");
    }
    return gathered(context, offer);
  }

  private Negotiation gathered(TransportContext context, Optional<IceMessage> offer)
      throws IOException, InterruptedException {
    boolean direct = context.allowed().contains(Route.ICE);
    boolean relayed = context.allowed().contains(Route.RELAY);
    if (!direct && !relayed) {
      throw new IOException("neither ICE nor relays are allowed here");
    }
    var known = servers.find(context.world().tasks().in(FINDING));
    var negotiation =
        new IceNegotiation(context, new IceSettings(known, tls, direct, relayed, doors));
    boolean ready = false;
    try {
      offer.ifPresent(negotiation::offered);
      negotiation.gather(context.world().tasks().in(GATHERING));
      ready = true;
    } finally {
      if (!ready) {
        negotiation.close();
      }
    }
    return negotiation;
  }
}
