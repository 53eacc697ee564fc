package dev.ferry.sim.network;

import dev.ferry.port.Tasks;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A connect that waits for an answer. Guarded by the network's monitor. */
final class SynSent {
  private final InetSocketAddress from;
  private final InetSocketAddress to;
  private Optional<SimStream> stream = Optional.empty();
  private long established = Tasks.NEVER;

  SynSent(InetSocketAddress from, InetSocketAddress to) {
    this.from = from;
    this.to = to;
  }

  InetSocketAddress from() {
    return from;
  }

  InetSocketAddress to() {
    return to;
  }

  /**
   * Whether a question from {@code seen} that comes in at {@code at} is the other side's connect.
   */
  boolean meets(InetSocketAddress at, InetSocketAddress seen) {
    return stream.isEmpty() && from.equals(at) && to.equals(seen);
  }

  void establish(SimStream with, long at) {
    stream = Optional.of(with);
    established = at;
  }

  long established() {
    return established;
  }

  Optional<SimStream> stream() {
    return stream;
  }
}
