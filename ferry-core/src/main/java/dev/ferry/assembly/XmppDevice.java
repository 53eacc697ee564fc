package dev.ferry.assembly;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.jingle.JingleFeatures;
import dev.ferry.jingle.JingleNegotiation;
import dev.ferry.jingle.SecurityChoice;
import dev.ferry.jingle.TransportChoice;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Paces;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Keyring;
import dev.ferry.port.LinkSource;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.World;
import dev.ferry.security.Envelope;
import dev.ferry.security.Jet;
import dev.ferry.security.Xtls;
import dev.ferry.si.SiFeatures;
import dev.ferry.si.SiNegotiation;
import dev.ferry.si.SiStreams;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import dev.ferry.transfer.Device;
import dev.ferry.transfer.Witness;
import dev.ferry.transport.ExternalServices;
import dev.ferry.transport.IbbStreams;
import dev.ferry.transport.IbbTransport;
import dev.ferry.transport.IceTcpTransport;
import dev.ferry.transport.Socks5Proxies;
import dev.ferry.transport.Socks5Transport;
import dev.ferry.transport.Transport;
import dev.ferry.xmpp.Caps;
import dev.ferry.xmpp.Census;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;
import dev.ferry.xmpp.Presences;
import dev.ferry.xmpp.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A device that is reached through one XMPP link. */
public final class XmppDevice {
  private static final DiscoInfo.Identity IDENTITY =
      new DiscoInfo.Identity("client", "console", "", "Ferry");

  private static final String NODE = "urn:dev:ferry";

  private static final LinkSource LOST_FOR_GOOD =
      before -> {
        throw new LinkSource.NotAdmitted("the connection to the server is lost");
      };

  private XmppDevice() {}

  /**
   * Opens a device over a link and makes it visible to its contacts.
   *
   * @param link bound and otherwise unused; closed with the device
   */
  public static Ferry open(World world, StanzaLink link, XmppSettings settings)
      throws InterruptedException {
    return open(world, link, settings, Optional.empty());
  }

  /**
   * The same, with encryption between the devices.
   *
   * @param keyring who this device is and whom it knows; without it nothing is encrypted
   */
  public static Ferry open(
      World world, StanzaLink link, XmppSettings settings, Optional<Keyring> keyring)
      throws InterruptedException {
    return open(world, link, LOST_FOR_GOOD, settings, keyring);
  }

  /**
   * The same; when the link is lost for good, the device goes on with another.
   *
   * @param more where the next links come from
   */
  public static Ferry open(
      World world,
      StanzaLink link,
      LinkSource more,
      XmppSettings settings,
      Optional<Keyring> keyring)
      throws InterruptedException {
    Renewing[] made = new Renewing[1];
    Arrival.Desk[] desk = new Arrival.Desk[1];
    Device device =
        new Device(
            world,
            new TaskScope(world.tasks()),
            settings.log(),
            Witness.none(),
            settings.paces().orElseGet(() -> Paces.free(world.tasks())),
            d -> {
              desk[0] = d;
              made[0] = new Renewing(world.tasks(), new Peer.Xmpp(link.self()), d);
              return made[0];
            });
    Renewing renewing = made[0];
    var keeper =
        new LinkKeeper(
            world,
            renewing,
            (one, onLoss) -> settle(world, one, settings, keyring, desk[0], onLoss),
            more);
    Tenure first = keeper.begin(link);
    renewing.keptBy(() -> keeper.run(first, link.self()));
    return device;
  }

  /** Puts on a link all that stands on it, and shows its contacts that it is there. */
  private static Tenure settle(
      World world,
      StanzaLink link,
      XmppSettings settings,
      Optional<Keyring> keyring,
      Arrival.Desk desk,
      Consumer<String> onLoss)
      throws InterruptedException {
    TaskScope below = new TaskScope(world.tasks());
    below.own(link);
    IqRouter router = new IqRouter(world.tasks(), world.random(), link);
    var parts = new Parts(world, router, settings, below, keyring);
    // Everything that serves stanzas is registered before the first one is taken.
    Negotiation negotiation = parts.negotiation(new Outer(desk));
    router.onLink(event -> {
      switch (event) {
        case LinkEvent.Interrupted(String why) -> desk.away(why);
        case LinkEvent.Resumed _ -> desk.back(negotiation.self());
        case LinkEvent.Lost(String why) -> onLoss.accept(why);
        case LinkEvent.Received _ -> {}
      }
    });
    below.fork("router of " + link.self(), router::run);
    Tenure tenure = new Tenure(negotiation, below);
    try {
      router.send(parts.presence());
      return tenure;
    } catch (InterruptedException closing) {
      tenure.close();
      throw closing;
    }
  }

  /** The desk as one link sees it: that this link is lost is not the end of the offers. */
  private record Outer(Arrival.Desk desk) implements Arrival.Desk {
    @Override
    public Watcher arrived(Arrival arrival) {
      return desk.arrived(arrival);
    }

    @Override
    public void requested(Request request) {
      desk.requested(request);
    }

    @Override
    public void deserted(String why) {}
  }

  /** What stands between the link and the transfers. */
  private static final class Parts {
    private final World world;
    private final IqRouter router;
    private final XmppSettings settings;
    private final Caps caps;
    private final Disco disco;
    private final Presences presences;
    private final TransportChoice transports;
    private final SiStreams streams;

    Parts(
        World world,
        IqRouter router,
        XmppSettings settings,
        TaskScope below,
        Optional<Keyring> keyring) {
      this.world = world;
      this.router = router;
      this.settings = settings;
      this.presences = new Presences(world.tasks(), router);
      this.disco = new Disco(world.tasks(), router, presences);
      var proxies = new Socks5Proxies(world.tasks(), router, disco, settings.proxies());
      var inBand = new IbbTransport(new IbbStreams(world, router));
      this.transports =
          new TransportChoice(
              transports(proxies, inBand),
              new SecurityChoice(
                  keyring.map(keys -> new Xtls(world.tasks(), router, keys, below)),
                  jet(settings.envelopes(), below),
                  settings.methods()));
      this.streams = new SiStreams(world, router, proxies, inBand);
      var features = new TreeSet<>(Disco.FEATURES);
      features.addAll(JingleFeatures.with(transports));
      if (settings.takesOldOffers()) {
        features.addAll(SiFeatures.ALL);
      }
      var info = new DiscoInfo(List.of(IDENTITY), features);
      this.caps = Caps.of(NODE, info);
      disco.serve(info, caps);
    }

    private List<Transport> transports(Socks5Proxies proxies, IbbTransport inBand) {
      List<Transport> all = new ArrayList<>();
      all.add(new Socks5Transport(proxies));
      settings
          .ice()
          .map(help ->
              new IceTcpTransport(
                  new ExternalServices(world.tasks(), router, help.servers()),
                  help.tls(),
                  help.doors()))
          .ifPresent(all::add);
      all.add(inBand);
      return all;
    }

    private Optional<Jet> jet(List<Envelope.Kind> kinds, TaskScope below) {
      var pep = new Pep(world.tasks(), router);
      List<Envelope> envelopes =
          kinds.stream().map(kind -> kind.open(world, router, pep, below)).toList();
      return envelopes.isEmpty() ? Optional.empty() : Optional.of(new Jet(world, envelopes));
    }

    Negotiation negotiation(Arrival.Desk desk) {
      var roster = new Roster(router);
      var peers = new XmppPeers(world.tasks(), router.self(), disco, presences, roster);
      var census = new Census(world.tasks());
      var jingle =
          new JingleNegotiation(world, router, peers, transports, settings.jingle(), census, desk);
      var si = new SiNegotiation(streams, peers::isContact, settings.si(), census, desk);
      return new XmppNegotiation(world.tasks(), router, peers, jingle, si, transports.securities());
    }

    Xml presence() {
      return Xml.of("presence", Iq.NAMESPACE).with(caps.toXml());
    }
  }
}
