package dev.ferry.jingle;

import dev.ferry.Encrypt;
import dev.ferry.Route;
import java.util.List;

/**
 * How Jingle is done on this device.
 *
 * @param patience how long to wait for what
 * @param incomingVia the routes allowed for what is received
 * @param incomingEncrypt whether what is received must be encrypted between the devices
 * @param sessionsPerPeer how many sessions one account may have open with us
 * @param sessions how many sessions may be open in all
 */
public record JingleSettings(
    Patience patience,
    List<Route> incomingVia,
    Encrypt incomingEncrypt,
    int sessionsPerPeer,
    int sessions) {
  public JingleSettings {
    incomingVia = List.copyOf(incomingVia);
  }

  public static JingleSettings standard() {
    return new JingleSettings(Patience.standard(), List.of(Route.values()), Encrypt.AUTO, 32, 256);
  }

  public JingleSettings encrypt(Encrypt rule) {
    return new JingleSettings(patience, incomingVia, rule, sessionsPerPeer, sessions);
  }
}
