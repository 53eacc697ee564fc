package dev.ferry.si;

import dev.ferry.Route;
import java.util.List;

/**
 * How the old file transfer is done on this device.
 *
 * @param patience how long to wait for what
 * @param incomingVia the routes allowed for what is received, best first
 * @param sessionsPerPeer how many sessions one account may have open with us
 * @param sessions how many sessions may be open in all
 */
public record SiSettings(
    SiPatience patience, List<Route> incomingVia, int sessionsPerPeer, int sessions) {
  public SiSettings {
    incomingVia = List.copyOf(incomingVia);
  }
}
