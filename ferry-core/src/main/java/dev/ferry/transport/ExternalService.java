package dev.ferry.transport;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A STUN or TURN server as an account's server names it (XEP-0215). Immutable.
 *
 * @param restricted whether it wants a login that was not given with it
 * @param expires when the login ends
 */
record ExternalService(StunServer server, boolean restricted, Optional<Instant> expires) {
  static final String NAMESPACE = "urn:xmpp:extdisco:2";

  private static final int LONGEST = 1024;

  /** Those of use, in the order in which they are named. */
  static List<ExternalService> read(Xml services) {
    List<ExternalService> all = new ArrayList<>();
    services.all("service").forEach(s -> one(s).ifPresent(all::add));
    return all;
  }

  private static Optional<ExternalService> one(Xml service) {
    String type = service.attribute("type").orElse("").toLowerCase(Locale.ROOT);
    boolean relay = type.startsWith("turn");
    boolean secure = type.endsWith("s");
    Optional<String> host = service.attribute("host").filter(Socks5Wire::isHost);
    OptionalLong port =
        WireNumber.read(service.attribute("port").orElse(secure ? "5349" : "3478"), 1, 0xFFFF);
    boolean known = Set.of("stun", "stuns", "turn", "turns").contains(type);
    boolean datagrams =
        secure && service.attribute("transport").filter("udp"::equalsIgnoreCase).isPresent();
    if (!known || datagrams || host.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    Optional<Login> login = login(service);
    var server =
        new StunServer(
            relay, secure ? Carriage.TLS : Carriage.TCP, host.get(), (int) port.getAsLong(), login);
    boolean restricted =
        login.isEmpty()
            && service.attribute("restricted").filter(ExternalService::isYes).isPresent();
    return Optional.of(new ExternalService(server, restricted, expires(service)));
  }

  private static boolean isYes(String flag) {
    return flag.equals("1") || flag.equals("true");
  }

  private static Optional<Login> login(Xml service) {
    Optional<String> name = service.attribute("username").filter(n -> n.length() <= LONGEST);
    Optional<String> password = service.attribute("password").filter(p -> p.length() <= LONGEST);
    return name.flatMap(n -> password.map(p -> new Login(n, p)));
  }

  private static Optional<Instant> expires(Xml service) {
    return service.attribute("expires").flatMap(WireTime::read);
  }

  /** The question for its login (XEP-0215 5). */
  Xml question() {
    String type =
        (server.relay() ? "turn" : "stun") + (server.carriage() == Carriage.TLS ? "s" : "");
    return Xml.of("credentials", NAMESPACE)
        .with(
            Xml.of("service", NAMESPACE)
                .with("type", type)
                .with("host", server.host())
                .with("port", Integer.toString(server.port())));
  }

  /** The same with the login that the answer to {@link #question} gives; empty if there is none. */
  Optional<ExternalService> admitted(Xml credentials) {
    if (!credentials.is("credentials", NAMESPACE)) {
      return Optional.empty();
    }
    for (Xml service : credentials.all("service")) {
      Optional<Login> login = login(service);
      boolean same = service.attribute("host").filter(server.host()::equals).isPresent();
      if (same && login.isPresent()) {
        return Optional.of(
            new ExternalService(server.withLogin(login.get()), false, expires(service)));
      }
    }
    return Optional.empty();
  }
}
