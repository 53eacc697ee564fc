package dev.ferry.sim.turn;

import dev.ferry.port.Listener;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What a server keeps for one client: the relayed address and who is let in. */
record TurnAllocation(Listener listener, Set<InetAddress> permitted) {
  static TurnAllocation at(Listener listener) {
    return new TurnAllocation(listener, Collections.synchronizedSet(new HashSet<>()));
  }
}
