package dev.ferry.transport;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.BytestreamElement.Activate;
import dev.ferry.transport.BytestreamElement.StreamhostUsed;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads and writes the {@code query} element of SOCKS5 bytestreams (XEP-0065 9).
 *
 * <p>Reading never throws. A place that makes no sense is left out and the others stay; whether one
 * may be connected to is decided elsewhere.
 */
public final class BytestreamWire {
  /** The namespace of the element, and the feature in service discovery. */
  public static final String NAMESPACE = Socks5Proxies.BYTESTREAMS;

  /** How many places are kept of one element: the first ones. */
  public static final int MOST_HOSTS = 32;

  private static final int LONGEST_ID = 256;
  private static final Pattern SHA1 = Pattern.compile("[0-9a-fA-F]{40}");

  private BytestreamWire() {}

  public static Xml write(BytestreamElement element) {
    Xml query = Xml.of("query", NAMESPACE);
    return switch (element) {
      case Streamhosts s ->
          query
              .with("sid", s.sid())
              .with("mode", s.mode() == Socks5Message.Mode.UDP ? "udp" : "tcp")
              .with("dstaddr", s.dstaddr())
              .with(s.hosts().stream().map(BytestreamWire::write).toList());
      case StreamhostUsed(String sid, Jid jid) ->
          query
              .with("sid", sid)
              .with(Xml.of("streamhost-used", NAMESPACE).with("jid", jid.toString()));
      case Activate(String sid, Jid target) ->
          query.with("sid", sid).with(Xml.of("activate", NAMESPACE).withText(target.toString()));
    };
  }

  private static Xml write(Streamhost host) {
    return Xml.of("streamhost", NAMESPACE)
        .with("jid", host.jid().toString())
        .with("host", host.host())
        .with("port", Integer.toString(host.port()));
  }

  /** Reads a requester's offer; empty when it is something else, has no sid or an odd mode. */
  public static Optional<Streamhosts> readOffer(Xml query) {
    Optional<String> sid =
        query.attribute("sid").filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID);
    Optional<Socks5Message.Mode> mode =
        switch (query.attribute("mode").orElse("tcp")) {
          case "tcp" -> Optional.of(Socks5Message.Mode.TCP);
          case "udp" -> Optional.of(Socks5Message.Mode.UDP);
          default -> Optional.empty();
        };
    if (!query.is("query", NAMESPACE) || sid.isEmpty() || mode.isEmpty()) {
      return Optional.empty();
    }
    var hosts =
        query.all("streamhost").stream()
            .flatMap(h -> host(h).stream())
            .distinct()
            .limit(MOST_HOSTS)
            .toList();
    Optional<String> dstaddr = query.attribute("dstaddr").filter(d -> SHA1.matcher(d).matches());
    return Optional.of(new Streamhosts(sid.get(), mode.get(), dstaddr, hosts));
  }

  /**
   * Reads a target's answer; some leave the sid out.
   *
   * @return the JID of the place it connected to
   */
  public static Optional<Jid> readUsed(Xml query) {
    return query.is("query", NAMESPACE)
        ? query.child("streamhost-used").flatMap(u -> u.attribute("jid")).flatMap(Jid::parse)
        : Optional.empty();
  }

  private static Optional<Streamhost> host(Xml element) {
    Optional<Jid> jid = element.attribute("jid").flatMap(Jid::parse);
    Optional<String> host = element.attribute("host").filter(Socks5Wire::isHost);
    OptionalLong port =
        WireNumber.read(element.attribute("port").orElse(Socks5Wire.DEFAULT_PORT), 1, 0xFFFF);
    return port.isEmpty()
        ? Optional.empty()
        : jid.flatMap(j -> host.map(h -> new Streamhost(j, h, (int) port.getAsLong())));
  }
}
