package dev.ferry.ice;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Monitor;
import dev.ferry.port.SharedPort;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports of one agent, its own and those at relays, and whom the relays let in. Any task. */
final class Ports {
  private static final System.Logger LOG = System.getLogger(Ports.class.getName());
  private static final long PERMITTING = 10_000_000_000L;

  private final Tasks tasks;
  private final TaskScope scope;
  private final Wires wires;
  private final Monitor monitor;
  private final Map<InetSocketAddress, SharedPort> ports = new LinkedHashMap<>();
  private final List<Candidate> remotes = new ArrayList<>();

  Ports(Tasks tasks, TaskScope scope, Wires wires) {
    this.tasks = tasks;
    this.scope = scope;
    this.wires = wires;
    this.monitor = tasks.monitor();
  }

  /** Takes connections at a port from now on. */
  void opened(SharedPort port) {
    InetSocketAddress base = port.address();
    List<Candidate> known = new ArrayList<>();
    monitor.change(() -> {
      ports.put(base, port);
      known.addAll(remotes);
    });
    known.forEach(remote -> permit(port, remote));
    scope.fork("listening at " + Places.text(base), () -> accept(port));
  }

  private void accept(SharedPort port) throws InterruptedException {
    try {
      while (true) {
        Listener.Accepted accepted = port.accept();
        wires.accepted(port.address(), accepted.from(), accepted.stream());
      }
    } catch (IOException closed) {
      LOG.log(System.Logger.Level.DEBUG, "no more connections at " + port, closed);
    }
  }

  /** Lets the peer in at the relays; answers false when it has named too many places. */
  boolean admit(Candidate remote) {
    boolean[] fits = {false};
    List<SharedPort> known = new ArrayList<>();
    monitor.change(() -> {
      fits[0] = remotes.size() < Pairing.MOST_REMOTES && remotes.add(remote);
      known.addAll(ports.values());
    });
    if (fits[0]) {
      known.forEach(port -> permit(port, remote));
    }
    return fits[0];
  }

  private void permit(SharedPort port, Candidate remote) {
    if (!(port instanceof RelayPort relay)
        || !Places.sameFamily(port.address().getAddress(), remote.address().getAddress())) {
      return;
    }
    try {
      scope.fork(
          "letting " + remote + " in",
          () -> relay.permit(remote.address().getAddress(), tasks.in(PERMITTING)));
    } catch (ScopeClosed over) {
      LOG.log(System.Logger.Level.DEBUG, "too late", over);
    }
  }

  Optional<SharedPort> at(InetSocketAddress base) {
    List<SharedPort> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(ports.get(base)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  /** A connection through a relay of ours lives as long as the relay does. */
  ByteStream tethered(InetSocketAddress base, ByteStream stream) {
    if (at(base).orElse(null) instanceof RelayPort relay) {
      scope.release(relay);
      return new Tethered(stream, relay);
    }
    return stream;
  }

  /** Where we can be connected to. */
  List<InetSocketAddress> bases() {
    List<InetSocketAddress> bases = new ArrayList<>();
    monitor.change(() -> bases.addAll(ports.keySet()));
    return bases;
  }
}
