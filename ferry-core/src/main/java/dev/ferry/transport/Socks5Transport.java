package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SOCKS5 bytestreams: direct connections either way and relays (XEP-0260, XEP-0065). May be used
 * from any task.
 */
public final class Socks5Transport implements Transport {
  private static final int SID_BYTES = 16;
  private static final long GATHERING = 5_000_000_000L;

  /** Finds the proxies that this account may offer. */
  @FunctionalInterface
  public interface ProxyFinder {
    /**
     * @param deadline when to make do with what was found, a value of {@link
     *     dev.ferry.port.Tasks#now}
     */
    List<Socks5Proxy> find(long deadline) throws InterruptedException;
  }

  private final ProxyFinder proxies;

  public Socks5Transport(ProxyFinder proxies) {
    this.proxies = proxies;
  }

  @Override
  public String namespace() {
    return Socks5Wire.NAMESPACE;
  }

  @Override
  public List<String> features() {
    return List.of(Socks5Wire.NAMESPACE, Socks5Proxies.BYTESTREAMS);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.DIRECT, Route.PROXY);
  }

  @Override
  public Negotiation offer(TransportContext context) throws IOException, InterruptedException {
    String sid = context.world().random().token(SID_BYTES);
    return negotiation(context, sid, Optional.empty());
  }

  @Override
  public Negotiation answer(Xml offered, TransportContext context)
      throws IOException, InterruptedException {
    Optional<Socks5Message> message = Socks5Wire.read(offered);
    if (message.isEmpty() || !(message.get() instanceof Socks5Message.Candidates offer)) {
      throw new IOException("the peer's offer of SOCKS5 bytestreams makes no sense");
    }
    if (offer.mode() == Socks5Message.Mode.UDP) {
      throw new IOException("the peer wants SOCKS5 bytestreams over UDP, which carry no files");
    }
    return negotiation(context, offer.sid(), Optional.of(offer));
  }

  private Negotiation negotiation(
      TransportContext context, String sid, Optional<Socks5Message.Candidates> offer)
      throws IOException, InterruptedException {
    if (routes().stream().noneMatch(context.allowed()::contains)) {
      throw new IOException("neither direct connections nor proxies are allowed here");
    }
    Set<String> taken = Socks5PeerOffer.places(offer);
    List<Socks5Proxy> offerable = new ArrayList<>();
    if (context.allowed().contains(Route.PROXY)) {
      offerable.addAll(proxies.find(context.world().tasks().in(GATHERING)));
      // XEP-0260 2.2: what the initiator has offered is not offered again.
      offerable.removeIf(p -> taken.contains(Socks5PeerOffer.place(p.host(), p.port())));
    }
    var negotiation = new Socks5Negotiation(context, Socks5Places.gather(context, sid, offerable));
    offer.ifPresent(negotiation::offered);
    return negotiation;
  }
}
