package dev.ferry.sim.network;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** A port for datagrams of a host. As with real sockets, an interrupted receive closes it. */
final class SimDatagrams implements DatagramPort {
  /** What nobody has received yet; more is thrown away, as by a full socket buffer. */
  private static final int ROOM = 1024;

  private final SimNetwork network;
  private final Guarded guarded;
  private final SimHost host;
  private final InetSocketAddress address;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::arrival).thenComparingLong(Waiting::number));
  private long number;
  private boolean closed;

  private record Waiting(long arrival, long number, InetSocketAddress from, byte[] bytes) {}

  SimDatagrams(SimNetwork network, SimHost host, InetSocketAddress address) {
    this.network = network;
    this.guarded = network.guarded();
    this.host = host;
    this.address = address;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void send(InetSocketAddress to, ByteBuffer datagram) throws IOException {
    if (to.isUnresolved() || to.getPort() == 0) {
      throw new IOException("cannot send to " + Addresses.text(to) + ": not an address and port");
    }
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    guarded.change(() -> {
      if (closed) {
        throw new IOException("sending from " + Addresses.text(address) + ": closed here");
      }
      if (bytes.length > LARGEST) {
        throw new IOException("cannot send to " + Addresses.text(to) + ": too large");
      }
      InetAddress source = source(to.getAddress());
      network.carry(host, new InetSocketAddress(source, address.getPort()), to, bytes);
    });
  }

  private InetAddress source(InetAddress to) throws IOException {
    InetAddress bound = address.getAddress();
    if (bound.isAnyLocalAddress() || bound.isMulticastAddress()) {
      return host.sourceFor(to)
          .orElseThrow(
              () -> new IOException("cannot send to " + to.getHostAddress() + ": no way there"));
    }
    if (!Addresses.sameFamily(bound, to)) {
      throw new IOException("cannot send to " + to.getHostAddress() + ": another family");
    }
    return bound;
  }

  @Override
  public Optional<InetSocketAddress> receive(ByteBuffer into, long deadline)
      throws IOException, InterruptedException {
    awaitOrClose(deadline);
    List<Waiting> taken = new ArrayList<>(1);
    guarded.change(() -> {
      if (closed) {
        throw new IOException("receiving at " + Addresses.text(address) + ": closed here");
      }
      if (!waiting.isEmpty() && waiting.peek().arrival() <= guarded.now()) {
        taken.add(waiting.remove());
      }
    });
    for (Waiting one : taken) {
      into.put(one.bytes(), 0, Math.min(one.bytes().length, into.remaining()));
    }
    return taken.stream().map(Waiting::from).findFirst();
  }

  private void awaitOrClose(long deadline) throws InterruptedException {
    try {
      guarded.await(() -> closed ? guarded.now() : Math.min(deadline, firstArrival()));
    } catch (InterruptedException interrupted) {
      close();
      throw interrupted;
    }
  }

  @Override
  public void close() {
    guarded
        .monitor()
        .change(() -> {
          closed = true;
          waiting.clear();
          host.closed(this);
        });
  }

  // What follows is called with the monitor held.

  private long firstArrival() {
    Waiting first = waiting.peek();
    return first == null ? Tasks.NEVER : first.arrival();
  }

  void deliver(long arrival, InetSocketAddress from, byte[] bytes) {
    if (waiting.size() < ROOM) {
      waiting.add(new Waiting(arrival, number++, from, bytes));
    }
  }

  boolean receivesAt(InetSocketAddress to) {
    InetAddress bound = address.getAddress();
    return address.getPort() == to.getPort()
        && (bound.isAnyLocalAddress()
            ? !to.getAddress().isMulticastAddress()
            : bound.equals(to.getAddress()));
  }

  @Override
  public String toString() {
    return "datagrams of " + host.name() + " at " + Addresses.text(address);
  }
}
