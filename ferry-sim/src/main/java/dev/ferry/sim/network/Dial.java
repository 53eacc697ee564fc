package dev.ferry.sim.network;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt to connect: the question travels there, the answer back. */
final class Dial {
  private final SimNetwork network;
  private final Guarded guarded;
  private final SimHost from;
  private final InetAddress source;
  private final InetSocketAddress to;
  private final long deadline;

  Dial(SimNetwork network, SimHost from, InetAddress source, InetSocketAddress to, long deadline) {
    this.network = network;
    this.guarded = network.guarded();
    this.from = from;
    this.source = source;
    this.to = to;
    this.deadline = deadline;
  }

  ByteStream connect() throws IOException, InterruptedException {
    if (deadline <= guarded.now()) {
      throw failure("no time left");
    }
    Optional<Line> there = network.lineTo(from, to.getAddress());
    if (there.isEmpty()) {
      // Nobody has this address, so nobody answers.
      travel(Tasks.NEVER);
    }
    Line line = there.orElseThrow();
    Line back = network.lineBack(line);
    travel(arrival(line));
    List<SimStream> stream = new ArrayList<>(1);
    guarded.await(() -> arrives(line) ? guarded.now() : deadline);
    guarded.change(() -> ask(line, back).ifPresent(stream::add));
    if (stream.isEmpty()) {
      travel(arrival(back));
      network.log("is refused by " + Addresses.text(to));
      throw failure("refused");
    }
    return answered(stream.getFirst(), back);
  }

  private SimStream answered(SimStream stream, Line back) throws IOException, InterruptedException {
    boolean connected = false;
    try {
      travel(arrival(back));
      connected = true;
    } finally {
      if (!connected) {
        stream.close();
      }
    }
    network.log("connects to " + Addresses.text(to));
    return stream;
  }

  private long arrival(Line line) {
    long[] at = {0};
    guarded.monitor().change(() -> at[0] = line.arrival(guarded.now()));
    return at[0];
  }

  private void travel(long arrival) throws IOException, InterruptedException {
    guarded.await(() -> Math.min(arrival, deadline));
    if (arrival > guarded.now()) {
      network.log("has no answer from " + Addresses.text(to));
      throw failure("no answer in time");
    }
  }

  private IOException failure(String why) {
    return new IOException("cannot connect to " + Addresses.text(to) + ": " + why);
  }

  /** Whether the question is heard; a listener whose queue is full hears it later. */
  private boolean arrives(Line line) {
    return line.answersConnects()
        && network.listenerAt(line.to(), to).map(SimListener::hasRoom).orElse(true);
  }

  /** The question has arrived: both ends of a connection are made, or it is refused. */
  private Optional<SimStream> ask(Line line, Line back) throws IOException {
    if (!arrives(line)) {
      throw failure("no answer in time");
    }
    Optional<SimListener> listener = network.listenerAt(line.to(), to);
    if (listener.isEmpty()) {
      return Optional.empty();
    }
    InetSocketAddress here = new InetSocketAddress(source, from.freePort());
    String one = from.name() + " " + Addresses.text(here);
    String other = line.to() + " " + Addresses.text(to);
    Pipe out = new Pipe(line);
    Pipe in = new Pipe(back);
    SimStream mine = new SimStream(network, one + " -> " + other, in, out);
    SimStream theirs = new SimStream(network, other + " -> " + one, out, in);
    mine.join(theirs);
    mine.claim();
    network.opened(mine);
    network.opened(theirs);
    listener.get().offer(theirs, here);
    return Optional.of(mine);
  }
}
