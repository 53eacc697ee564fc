package dev.ferry.sim.network;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One end of a connection. As with real sockets, a task interrupted while it reads or writes closes
 * it; bytes sent to a peer that has closed are answered by a reset; closing with bytes unread
 * resets the peer.
 */
final class SimStream implements ByteStream {
  private final SimNetwork network;
  private final Guarded guarded;
  private final String name;
  private final Pipe in;
  private final Pipe out;
  private Optional<SimStream> peer = Optional.empty();
  private Optional<InetSocketAddress> here = Optional.empty();
  private Optional<InetSocketAddress> there = Optional.empty();
  private boolean claimed;
  private boolean closed;
  private boolean outputClosed;
  private long resetAt = Tasks.NEVER;

  SimStream(SimNetwork network, String name, Pipe in, Pipe out) {
    this.network = network;
    this.guarded = network.guarded();
    this.name = name;
    this.in = in;
    this.out = out;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    int[] count = {0};
    while (into.hasRemaining() && count[0] == 0) {
      awaitOrClose(() -> Math.min(in.nextArrival(), resetAt));
      guarded.change(() -> {
        requireOpen("reading");
        count[0] = in.receive(into, guarded.now());
        if (count[0] == 0) {
          requireUnbroken("reading");
        }
      });
    }
    return count[0];
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    requireOutput();
    while (from.hasRemaining()) {
      awaitOrClose(() -> out.room() > 0 || outputClosed ? guarded.now() : resetAt);
      guarded.change(() -> {
        mayWrite();
        if (out.room() > 0) {
          send(from);
        }
      });
    }
  }

  private void requireOutput() throws IOException {
    guarded.change(this::mayWrite);
  }

  private void mayWrite() throws IOException {
    requireOpen("writing");
    if (outputClosed) {
      throw new IOException("writing at " + name + ": its output was closed here");
    }
    requireUnbroken("writing");
  }

  private void send(ByteBuffer from) {
    out.send(from, guarded.now());
    if (out.isAbandoned()) {
      // A host answers bytes for a connection it has closed with a reset.
      long there = out.line().arrival(guarded.now());
      resetAt(there == Tasks.NEVER ? there : in.line().arrival(there));
    }
    network.strike(out.line());
  }

  @Override
  public void closeOutput() throws IOException {
    guarded.change(() -> {
      requireOpen("closing the output");
      if (!outputClosed) {
        outputClosed = true;
        out.sendEnd(guarded.now());
      }
    });
  }

  @Override
  public void close() {
    guarded.monitor().change(this::shut);
  }

  private void requireOpen(String doing) throws IOException {
    if (closed) {
      throw new IOException(doing + " at " + name + ": closed here");
    }
  }

  private void requireUnbroken(String doing) throws IOException {
    if (resetAt <= guarded.now()) {
      throw new IOException(doing + " at " + name + ": reset by the peer");
    }
  }

  /** Waits until the stream is closed here or the time has come. */
  private void awaitOrClose(LongSupplier time) throws InterruptedException {
    try {
      guarded.await(() -> closed ? guarded.now() : time.getAsLong());
    } catch (InterruptedException interrupted) {
      close();
      throw interrupted;
    }
  }

  // What follows is called with the monitor held.

  /** Both ends learn who the other is. */
  void join(SimStream other) {
    peer = Optional.of(other);
    other.peer = Optional.of(this);
  }

  /** Which two places it joins, as seen from this end. */
  void between(InetSocketAddress ours, InetSocketAddress theirs) {
    here = Optional.of(ours);
    there = Optional.of(theirs);
  }

  boolean joins(InetSocketAddress ours, InetSocketAddress theirs) {
    return here.filter(ours::equals).isPresent() && there.filter(theirs::equals).isPresent();
  }

  void shut() {
    if (closed) {
      return;
    }
    closed = true;
    boolean rude = in.holdsBytes();
    in.abandon();
    if (rude) {
      peer.ifPresent(p -> p.resetAt(out.signal(guarded.now())));
    } else if (!outputClosed) {
      out.sendEnd(guarded.now());
    }
    network.closed(this);
  }

  /** Somebody has this end in hand and must close it. */
  void claim() {
    claimed = true;
  }

  boolean isClaimed() {
    return claimed;
  }

  /** Nobody accepted this end in time. */
  void refuse() {
    closed = true;
    in.abandon();
    peer.ifPresent(p -> p.resetAt(out.signal(guarded.now())));
    network.closed(this);
  }

  /** The connection breaks at this time, as seen from this end. */
  void resetAt(long time) {
    resetAt = Math.min(resetAt, time);
  }

  /** The connection is broken now; what has not arrived is lost. */
  void snap() {
    in.lose(guarded.now());
    resetAt(guarded.now());
  }

  Pipe in() {
    return in;
  }

  @Override
  public String toString() {
    return name;
  }
}
