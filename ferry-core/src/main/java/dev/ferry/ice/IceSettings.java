package dev.ferry.ice;

import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import java.util.List;

/**
 * What an agent may use.
 *
 * @param servers that tell addresses or relay, best first
 * @param tls how servers are reached that want it
 * @param direct whether connections between the devices themselves are wanted; without, no address
 *     of ours is told to anybody but the relays
 * @param relayed whether relays are wanted
 */
public record IceSettings(List<StunServer> servers, TlsLayer tls, boolean direct, boolean relayed) {
  public IceSettings {
    servers = List.copyOf(servers);
  }
}
