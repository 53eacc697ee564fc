package dev.ferry.sim.network;

import dev.ferry.port.ByteStream;
import dev.ferry.sim.network.Realms.Flight;
import dev.ferry.sim.network.Realms.Landing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connect as TCP does it, where NATs may stand between: the question is asked again until it is
 * answered, and one that meets the other side's own becomes a connection with it.
 */
final class Handshake {
  /** Between two questions, as Linux has it for the first ones. */
  private static final long AGAIN = 1_000_000_000;

  private final SimNetwork network;
  private final Guarded guarded;
  private final SimHost host;
  private final SynSent syn;
  private final long deadline;

  Handshake(
      SimNetwork network,
      SimHost host,
      InetSocketAddress from,
      InetSocketAddress to,
      long deadline) {
    this.network = network;
    this.guarded = network.guarded();
    this.host = host;
    this.syn = new SynSent(from, to);
    this.deadline = deadline;
  }

  ByteStream connect() throws IOException, InterruptedException {
    if (deadline <= guarded.now()) {
      throw failure("no time left");
    }
    guarded.change(() -> {
      if (network.joins(syn.from(), syn.to()) || !host.sends(syn)) {
        throw failure("these two places are connected already");
      }
    });
    boolean done = false;
    try {
      ByteStream stream = ask();
      network.log("connects to " + Addresses.text(syn.to()));
      done = true;
      return stream;
    } finally {
      boolean whole = done;
      guarded
          .monitor()
          .change(() -> {
            host.answered(syn);
            if (!whole) {
              syn.stream().ifPresent(SimStream::shut);
            }
          });
    }
  }

  private ByteStream ask() throws IOException, InterruptedException {
    while (true) {
      List<Flight> flight = new ArrayList<>(1);
      long[] arrival = {0};
      guarded.change(() -> {
        flight.add(network.realms().launch(host, syn.from(), syn.to()));
        arrival[0] = network.arrival(flight.getFirst());
      });
      long again = guarded.now() + AGAIN;
      if (await(arrival[0])) {
        return syn.stream().orElseThrow();
      }
      List<Line> back = new ArrayList<>(1);
      guarded.change(() -> meet(flight.getFirst()).ifPresent(back::add));
      if (!back.isEmpty()) {
        refused(flight.getFirst(), back.getFirst());
      }
      if (await(again)) {
        return syn.stream().orElseThrow();
      }
    }
  }

  /** Waits until then, or until the connection is there; answers whether it is. */
  private boolean await(long until) throws IOException, InterruptedException {
    guarded.await(() -> Math.min(Math.min(until, syn.established()), deadline));
    if (syn.established() <= guarded.now()) {
      return true;
    }
    if (deadline <= guarded.now()) {
      network.log("has no answer from " + Addresses.text(syn.to()));
      throw failure("no answer in time");
    }
    return false;
  }

  private void refused(Flight flight, Line back) throws IOException, InterruptedException {
    long[] at = {0};
    guarded.change(() -> at[0] = back.arrival(guarded.now()));
    if (await(at[0])) {
      return;
    }
    guarded.change(flight::reset);
    network.log("is refused by " + Addresses.text(syn.to()));
    throw failure("refused");
  }

  private IOException failure(String why) {
    return new IOException("cannot connect to " + Addresses.text(syn.to()) + ": " + why);
  }

  /** The question has arrived; answers the way back of a refusal. With the monitor held. */
  private Optional<Line> meet(Flight flight) {
    if (syn.stream().isPresent()) {
      return Optional.empty();
    }
    return switch (network.realms().land(flight)) {
      case Landing.Lost _ -> Optional.empty();
      case Landing.Reset(String by) -> Optional.of(network.line(by, host.name()));
      case Landing.At(SimHost there, InetSocketAddress at) -> meet(there, at, flight.seen());
    };
  }

  private Optional<Line> meet(SimHost there, InetSocketAddress at, InetSocketAddress seen) {
    Line out = network.line(host.name(), there.name());
    Line back = network.line(there.name(), host.name());
    if (!out.answersConnects() || network.joins(at, seen)) {
      return Optional.empty();
    }
    Optional<SynSent> other = there.sent(at, seen);
    Optional<SimListener> listener = there.listenerAt(at);
    if (other.isEmpty() && listener.isEmpty()) {
      return Optional.of(back);
    }
    if (other.isEmpty() && !listener.get().hasRoom()) {
      return Optional.empty();
    }
    SimStream theirs = join(there, at, seen, out, back);
    long established = back.arrival(guarded.now());
    if (other.isPresent()) {
      theirs.claim();
      other.get().establish(theirs, established);
    } else {
      listener.get().offer(theirs, seen);
    }
    return Optional.empty();
  }

  private SimStream join(
      SimHost there, InetSocketAddress at, InetSocketAddress seen, Line out, Line back) {
    String one = host.name() + " " + Addresses.text(syn.from());
    String other = there.name() + " " + Addresses.text(at);
    Pipe outward = new Pipe(out);
    Pipe inward = new Pipe(back);
    SimStream mine = new SimStream(network, one + " -> " + other, inward, outward);
    SimStream theirs = new SimStream(network, other + " -> " + one, outward, inward);
    mine.join(theirs);
    mine.between(syn.from(), syn.to());
    theirs.between(at, seen);
    mine.claim();
    network.opened(mine);
    network.opened(theirs);
    syn.establish(mine, back.arrival(guarded.now()));
    return theirs;
  }
}
