package dev.ferry.app;

import dev.ferry.Route;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The STUN and TURN servers of the environment, in {@value #VARIABLE}: URIs with white space
 * between them, each with {@code #user:password} behind it where the server wants a login. In the
 * environment and not on the command line, which others on this machine can read.
 */
final class IceServers {
  static final String VARIABLE = "FERRY_ICE_SERVERS";

  /** Ports at which a peer may come in where its network lets it connect to few, such as 443. */
  static final String DOORS = "FERRY_ICE_PORTS";

  /** Where servers were named, what they help to is tried first. */
  private static final List<Route> ICE_FIRST =
      List.of(Route.ICE, Route.RELAY, Route.DIRECT, Route.PROXY, Route.IN_BAND);

  private IceServers() {}

  /** Those that make sense; a word that does not is left out, with a line in the log. */
  static List<StunServer> of(Map<String, String> environment) {
    List<StunServer> servers = new ArrayList<>();
    for (String word : environment.getOrDefault(VARIABLE, "").split("\\s+")) {
      if (!word.isEmpty()) {
        Optional<StunServer> server = read(word);
        server.ifPresent(servers::add);
        if (server.isEmpty()) {
          System.getLogger(IceServers.class.getName())
              .log(
                  System.Logger.Level.WARNING,
                  "{0} has an entry that is no stun: or turn: URI",
                  VARIABLE);
        }
      }
    }
    return servers;
  }

  /** The order of routes when the user names none; empty for the usual one. */
  static List<Route> order(Map<String, String> environment) {
    return of(environment).isEmpty() ? List.of() : ICE_FIRST;
  }

  /** The ports of {@value #DOORS}, with white space between them; others are left out. */
  static List<Integer> doors(Map<String, String> environment) {
    List<Integer> doors = new ArrayList<>();
    for (String word : environment.getOrDefault(DOORS, "").split("\\s+")) {
      int port = word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : 0;
      if (port > 0 && port <= 0xFFFF) {
        doors.add(port);
      } else if (!word.isEmpty()) {
        System.getLogger(IceServers.class.getName())
            .log(System.Logger.Level.WARNING, "{0} has an entry that is no port", DOORS);
      }
    }
    return doors;
  }

  private static Optional<StunServer> read(String word) {
    int hash = word.indexOf('#');
    String uri = hash < 0 ? word : word.substring(0, hash);
    String login = hash < 0 ? "" : word.substring(hash + 1);
    int colon = login.indexOf(':');
    Optional<StunServer> server = StunUri.read(uri).map(IceServers::overTcp);
    return colon < 0
        ? server
        : server.map(
            s -> s.withLogin(new Login(login.substring(0, colon), login.substring(colon + 1))));
  }

  /** A URI that names no transport means UDP, which carries no files: its TCP side is meant. */
  private static StunServer overTcp(StunServer server) {
    return server.carriage() == StunServer.Carriage.UDP
        ? new StunServer(
            server.relay(), StunServer.Carriage.TCP, server.host(), server.port(), server.login())
        : server;
  }
}
