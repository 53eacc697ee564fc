package dev.ferry.transport;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.TcpType;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads and writes the {@code transport} element of ICE in Jingle (XEP-0371), as far as it speaks
 * of TCP.
 *
 * <p>Reading never throws. A candidate that makes no sense, or is none for TCP, is left out and the
 * others stay. That both sides end their framing after the nomination is told by an element of our
 * own, which others do not send; it also numbers the generation, which candidates name but a
 * message without any cannot.
 */
public final class IceWire {
  /** The namespace of the transport, and its feature in service discovery. */
  public static final String NAMESPACE = "urn:xmpp:jingle:transports:ice:0";

  /** Says that raw bytes follow the nomination. */
  static final String RAW = "urn:dev:ferry:ice:0";

  /** How many candidates are kept of one element. */
  static final int MOST_CANDIDATES = 32;

  private static final String COMPONENT = "1";
  private static final String COMPLETE = "gathering-complete";
  private static final String GENERATION = "generation";
  private static final int MOST_GENERATIONS = 1_000_000;
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern FOUNDATION = Pattern.compile("[A-Za-z0-9+/]{1,32}");

  private IceWire() {}

  public static Xml write(IceMessage message) {
    Xml transport =
        Xml.of("transport", NAMESPACE)
            .with("pwd", message.credentials().map(Credentials::password))
            .with("ufrag", message.credentials().map(Credentials::fragment))
            .with("ice2", "true");
    List<Xml> children = new ArrayList<>();
    message.candidates().forEach(c -> children.add(write(c, message.generation())));
    if (message.complete()) {
      children.add(Xml.of(COMPLETE, NAMESPACE));
    }
    if (message.raw()) {
      Xml raw = Xml.of("raw", RAW);
      boolean again = message.generation() > 0;
      children.add(again ? raw.with(GENERATION, Integer.toString(message.generation())) : raw);
    }
    return transport.with(children);
  }

  private static Xml write(Candidate candidate, int generation) {
    InetSocketAddress at = candidate.address();
    return Xml.of("candidate", NAMESPACE)
        .with("component", COMPONENT)
        .with("foundation", candidate.foundation())
        .with(GENERATION, Integer.toString(generation))
        .with("id", id(candidate))
        .with("ip", AddressText.of(at.getAddress()))
        .with("network", "0")
        .with("port", Integer.toString(at.getPort()))
        .with("priority", Long.toString(candidate.priority()))
        .with("protocol", "tcp")
        .with("rel-addr", candidate.related().map(r -> AddressText.of(r.getAddress())))
        .with("rel-port", candidate.related().map(r -> Integer.toString(r.getPort())))
        .with("tcptype", candidate.tcpType().word())
        .with("type", candidate.type().word());
  }

  private static String id(Candidate candidate) {
    return "c" + candidate.priority() + candidate.foundation().replaceAll("[^A-Za-z0-9]", "-");
  }

  /** Reads a peer's element; empty when it is another transport's. */
  public static Optional<IceMessage> read(Xml transport) {
    if (!transport.is("transport", NAMESPACE)) {
      return Optional.empty();
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Xml child : transport.all("candidate")) {
      if (candidates.size() < MOST_CANDIDATES) {
        candidate(child).ifPresent(candidates::add);
      }
    }
    return Optional.of(
        new IceMessage(
            credentials(transport),
            candidates,
            transport.child(COMPLETE).isPresent(),
            transport.child("raw", RAW).isPresent(),
            transport.child("raw", RAW).map(IceWire::generation).orElse(0)));
  }

  private static int generation(Xml raw) {
    String number = raw.attribute(GENERATION).orElse("0");
    return (int) WireNumber.read(number, 0, MOST_GENERATIONS).orElse(0);
  }

  private static Optional<Credentials> credentials(Xml transport) {
    String fragment = transport.attribute("ufrag").orElse("");
    String password = transport.attribute("pwd").orElse("");
    return Credentials.areSound(fragment, password)
        ? Optional.of(new Credentials(fragment, password))
        : Optional.empty();
  }

  private static Optional<Candidate> candidate(Xml child) {
    Optional<CandidateType> type = child.attribute("type").flatMap(CandidateType::read);
    Optional<TcpType> tcp = child.attribute("tcptype").flatMap(TcpType::read);
    Optional<InetSocketAddress> at = place(child, "ip", "port");
    OptionalLong priority =
        WireNumber.read(child.attribute("priority").orElse(""), 1, Candidate.MOST_PRIORITY);
    Optional<String> foundation =
        child.attribute("foundation").filter(f -> FOUNDATION.matcher(f).matches());
    boolean sound =
        type.isPresent()
            && tcp.isPresent()
            && at.isPresent()
            && priority.isPresent()
            && foundation.isPresent()
            && child.attribute("protocol").filter("tcp"::equalsIgnoreCase).isPresent()
            && child.attribute("component").filter(COMPONENT::equals).isPresent();
    return sound
        ? Optional.of(
            new Candidate(
                type.get(),
                tcp.get(),
                at.get(),
                foundation.get(),
                priority.getAsLong(),
                place(child, "rel-addr", "rel-port")))
        : Optional.empty();
  }

  private static Optional<InetSocketAddress> place(Xml child, String ip, String port) {
    Optional<InetAddress> address = child.attribute(ip).flatMap(IceWire::literal);
    OptionalLong number = WireNumber.read(child.attribute(port).orElse(""), 1, 0xFFFF);
    return address.isPresent() && number.isPresent()
        ? Optional.of(new InetSocketAddress(address.get(), (int) number.getAsLong()))
        : Optional.empty();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return LITERAL.matcher(text).matches()
          ? Optional.of(InetAddress.ofLiteral(text))
          : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
