package dev.ferry.assembly;

import dev.ferry.Peer;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Publishing;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;

/**
 * Puts a device into the DHT, again and again until it is there; from then on it is kept there. One
 * task runs it, any may wait for it.
 */
final class Published {
  private static final System.Logger LOG = System.getLogger(Published.class.getName());
  private static final long SECOND = 1_000_000_000L;
  private static final long TRYING = 20 * SECOND;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Dht dht;
  private final Made made;
  private final TaskScope below;
  private final Arrival.Desk desk;
  private final Peer self;
  private boolean there;

  /**
   * @param below what keeps the device there until it is closed
   * @param desk learns whether the device can be found
   */
  Published(Tasks tasks, Dht dht, Made made, TaskScope below, Arrival.Desk desk, Peer self) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.dht = dht;
    this.made = made;
    this.below = below;
    this.desk = desk;
    this.self = self;
    desk.away("no other node of the DHT has answered yet");
  }

  void run() throws InterruptedException {
    while (!begin()) {
      tasks.sleep(SECOND);
    }
    // First: who waits for this looks at how the device stands.
    desk.back(self);
    monitor.change(() -> there = true);
  }

  private boolean begin() throws InterruptedException {
    try {
      below.own(Publishing.start(dht, made.device(), made.archive().revoked(), tasks.in(TRYING)));
      return true;
    } catch (DhtException e) {
      LOG.log(System.Logger.Level.DEBUG, "not in the DHT yet: " + e.getMessage());
      desk.away(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Waits until others can find the device; answers whether they can. */
  boolean await(long deadline) throws InterruptedException {
    return monitor.await(() -> there, deadline);
  }
}
