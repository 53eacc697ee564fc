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
 * @param doors ports of ours, besides those the system gives, at which peers may come in where
 *     their networks let them connect to few ports: 443 above all. Those that are taken or not to
 *     be had are passed over.
 */
public record IceSettings(
    List<StunServer> servers, TlsLayer tls, boolean direct, boolean relayed, List<Integer> doors) {
  public IceSettings {
    servers = List.copyOf(servers);
    doors = List.copyOf(doors);
  }

  /** Without doors. */
  public IceSettings(List<StunServer> servers, TlsLayer tls, boolean direct, boolean relayed) {
    this(servers, tls, direct, relayed, List.of());
  }
}
