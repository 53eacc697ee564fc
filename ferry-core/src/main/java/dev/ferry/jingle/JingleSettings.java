package dev.ferry.jingle;

import dev.ferry.Route;
import java.util.List;

/**
 * How Jingle is done on this device.
 *
 * @param patience how long to wait for what
 * @param incomingVia the routes allowed for what is received
 * @param sessionsPerPeer how many sessions one account may have open with us
 * @param sessions how many sessions may be open in all
 */
public record JingleSettings(
    Patience patience, List<Route> incomingVia, int sessionsPerPeer, int sessions) {
  public JingleSettings {
    incomingVia = List.copyOf(incomingVia);
  }

  public static JingleSettings standard() {
    return new JingleSettings(Patience.standard(), List.of(Route.values()), 32, 256);
  }
}
