package dev.ferry.peerlink;

import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * Notices that this device has lost an address, as one that goes from one network to another does.
 * One that has another besides is where it was.
 *
 * @param moved is told each time; must not block
 */
public record Whereabouts(Tasks tasks, Network network, Runnable moved) {
  private static final long LOOKING = 2_000_000_000L;

  /** Looks every other second; a task of its own, to be interrupted. */
  public void watch() throws InterruptedException {
    Set<InetAddress> before = new HashSet<>(network.local());
    while (true) {
      tasks.sleep(LOOKING);
      Set<InetAddress> now = new HashSet<>(network.local());
      if (!now.containsAll(before)) {
        moved.run();
      }
      before = now;
    }
  }
}
