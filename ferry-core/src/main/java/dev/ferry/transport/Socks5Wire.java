package dev.ferry.transport;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads and writes the {@code transport} element of Jingle SOCKS5 bytestreams (XEP-0260).
 *
 * <p>Reading never throws. A candidate that makes no sense is left out and the others stay, since
 * one odd interface must not cost the transfer; whether a candidate may be connected to is decided
 * elsewhere.
 */
public final class Socks5Wire {
  /** The namespace of the transport, and its feature in service discovery. */
  public static final String NAMESPACE = "urn:xmpp:jingle:transports:s5b:1";

  /** How many candidates are kept of one element: those of the highest priority. */
  public static final int MOST_CANDIDATES = 32;

  private static final int LONGEST_ID = 256;
  private static final int LONGEST_HOST = 255;

  /** The port of one that names none (XEP-0065). */
  static final String DEFAULT_PORT = "1080";

  private Socks5Wire() {}

  public static Xml write(Socks5Message message) {
    Xml transport = Xml.of("transport", NAMESPACE).with("sid", message.sid());
    return switch (message) {
      case Socks5Message.Candidates c ->
          transport
              .with("dstaddr", c.dstaddr())
              .with("mode", Optional.of("udp").filter(_ -> c.mode() == Socks5Message.Mode.UDP))
              .with(c.candidates().stream().map(Socks5Wire::write).toList());
      case Socks5Message.CandidateUsed(_, String cid) ->
          transport.with(Xml.of("candidate-used", NAMESPACE).with("cid", cid));
      case Socks5Message.CandidateError _ -> transport.with(Xml.of("candidate-error", NAMESPACE));
      case Socks5Message.Activated(_, String cid) ->
          transport.with(Xml.of("activated", NAMESPACE).with("cid", cid));
      case Socks5Message.ProxyError _ -> transport.with(Xml.of("proxy-error", NAMESPACE));
    };
  }

  private static Xml write(Socks5Candidate candidate) {
    return Xml.of("candidate", NAMESPACE)
        .with("cid", candidate.cid())
        .with("host", candidate.host())
        .with("jid", candidate.jid().toString())
        .with("port", Integer.toString(candidate.port()))
        .with("priority", Integer.toString(candidate.priority()))
        .with("type", candidate.type().wire());
  }

  /** Reads a peer's element; empty when it is another transport's, has no sid or an odd mode. */
  public static Optional<Socks5Message> read(Xml transport) {
    Optional<String> sid = id(transport, "sid");
    if (!transport.is("transport", NAMESPACE) || sid.isEmpty()) {
      return Optional.empty();
    }
    for (Xml child : transport.children()) {
      Optional<Socks5Message> notice =
          child.namespace().equals(NAMESPACE) ? notice(child, sid.get()) : Optional.empty();
      if (notice.isPresent()) {
        return notice;
      }
    }
    return candidates(transport, sid.get());
  }

  private static Optional<Socks5Message> notice(Xml child, String sid) {
    return switch (child.name()) {
      case "candidate-used" ->
          id(child, "cid").map(cid -> new Socks5Message.CandidateUsed(sid, cid));
      case "candidate-error" -> Optional.of(new Socks5Message.CandidateError(sid));
      case "activated" -> id(child, "cid").map(cid -> new Socks5Message.Activated(sid, cid));
      case "proxy-error" -> Optional.of(new Socks5Message.ProxyError(sid));
      default -> Optional.empty();
    };
  }

  private static Optional<Socks5Message> candidates(Xml transport, String sid) {
    Optional<Socks5Message.Mode> mode =
        switch (transport.attribute("mode").orElse("tcp")) {
          case "tcp" -> Optional.of(Socks5Message.Mode.TCP);
          case "udp" -> Optional.of(Socks5Message.Mode.UDP);
          default -> Optional.empty();
        };
    return mode.map(
        m -> new Socks5Message.Candidates(sid, m, id(transport, "dstaddr"), list(transport)));
  }

  private static List<Socks5Candidate> list(Xml transport) {
    List<Socks5Candidate> kept = new ArrayList<>();
    Set<String> cids = new HashSet<>();
    for (Xml child : transport.all("candidate")) {
      candidate(child).filter(c -> cids.add(c.cid())).ifPresent(kept::add);
    }
    if (kept.size() <= MOST_CANDIDATES) {
      return kept;
    }
    kept.sort(Comparator.comparingInt(Socks5Candidate::priority).reversed());
    return kept.subList(0, MOST_CANDIDATES);
  }

  private static Optional<Socks5Candidate> candidate(Xml child) {
    Optional<String> cid = id(child, "cid");
    Optional<String> host = child.attribute("host").filter(Socks5Wire::isHost);
    Optional<Jid> jid = child.attribute("jid").flatMap(Jid::parse);
    OptionalLong port = WireNumber.read(child.attribute("port").orElse(DEFAULT_PORT), 1, 0xFFFF);
    OptionalLong priority =
        WireNumber.read(child.attribute("priority").orElse(""), 0, Integer.MAX_VALUE);
    Optional<Socks5Candidate.Type> type =
        Socks5Candidate.Type.read(child.attribute("type").orElse("direct"));
    boolean sound =
        cid.isPresent()
            && host.isPresent()
            && jid.isPresent()
            && port.isPresent()
            && priority.isPresent()
            && type.isPresent();
    return sound
        ? Optional.of(
            new Socks5Candidate(
                cid.get(),
                host.get(),
                jid.get(),
                (int) port.getAsLong(),
                (int) priority.getAsLong(),
                type.get()))
        : Optional.empty();
  }

  private static Optional<String> id(Xml element, String attribute) {
    return element.attribute(attribute).filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID);
  }

  /** Whether it may be an address or host name; rules out what no resolver should be asked. */
  static boolean isHost(String host) {
    return !host.isEmpty()
        && host.length() <= LONGEST_HOST
        && host.chars().allMatch(c -> c > ' ' && c < 0x7F && "/\\@\"'<>&?#".indexOf(c) < 0);
  }
}
