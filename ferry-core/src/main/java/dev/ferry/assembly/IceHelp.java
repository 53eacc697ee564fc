package dev.ferry.assembly;

import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import java.util.List;

/**
 * What helps to connect through NATs.
 *
 * @param servers known by hand, besides those the account's server names (XEP-0215)
 * @param tls how servers are reached that want it
 * @param doors ports to listen at, too, as {@link dev.ferry.ice.IceSettings} has them
 */
public record IceHelp(List<StunServer> servers, TlsLayer tls, List<Integer> doors) {
  public IceHelp {
    servers = List.copyOf(servers);
    doors = List.copyOf(doors);
  }
}
