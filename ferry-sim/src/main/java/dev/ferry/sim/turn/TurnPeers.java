package dev.ferry.sim.turn;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server's connections to peers that wait to be bound, and the carrying after that. */
final class TurnPeers {
  private static final int CHUNK = 1 << 12;

  private final Monitor monitor;
  private final TaskScope scope;
  private final int earlyBytes;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private long last = 1000;

  /** A peer's connection; what comes meanwhile is kept up to a limit and then dropped. */
  private static final class Waiting {
    final ByteStream stream;
    final ByteBuffer kept;
    Optional<ByteStream> client = Optional.empty();

    Waiting(ByteStream stream, int room) {
      this.stream = stream;
      this.kept = ByteBuffer.allocate(room);
    }
  }

  TurnPeers(Tasks tasks, TaskScope scope, int earlyBytes) {
    this.monitor = tasks.monitor();
    this.scope = scope;
    this.earlyBytes = earlyBytes;
  }

  /** Keeps a peer's connection until it is bound; answers its number. */
  long add(ByteStream stream) {
    Waiting peer = new Waiting(scope.own(stream), earlyBytes);
    long[] id = {0};
    monitor.change(() -> {
      id[0] = ++last;
      waiting.put(id[0], peer);
    });
    scope.fork("relay carries from peer " + id[0], () -> carryFromPeer(peer));
    return id[0];
  }

  /** What a peer sends: kept or dropped before it is bound, then carried. */
  private void carryFromPeer(Waiting peer) throws InterruptedException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try {
      while (peer.stream.read(chunk.clear()) >= 0) {
        chunk.flip();
        List<ByteStream> to = new ArrayList<>(1);
        monitor.change(() -> {
          peer.client.ifPresent(to::add);
          if (to.isEmpty()) {
            chunk.limit(Math.min(chunk.limit(), peer.kept.remaining()));
            peer.kept.put(chunk);
          }
        });
        for (ByteStream client : to) {
          client.write(chunk);
        }
      }
    } catch (IOException broken) {
      // As at its end: both sides are closed.
    } finally {
      drop(peer);
    }
  }

  /** Whether that connection waits to be bound. */
  boolean has(long id) {
    boolean[] has = {false};
    monitor.change(() -> has[0] = waiting.containsKey(id));
    return has[0];
  }

  /** Binds a client's connection, after its request was answered; returns when either has ended. */
  void carry(long id, ByteStream client) throws IOException, InterruptedException {
    List<Waiting> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(waiting.remove(id)).ifPresent(found::add));
    for (Waiting peer : found) {
      try {
        flush(peer, client);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (client.read(chunk.clear()) >= 0) {
          peer.stream.write(chunk.flip());
        }
      } finally {
        drop(peer);
      }
    }
  }

  /** Writes what was kept, until nothing more is, and only then lets the peer's task write. */
  private void flush(Waiting peer, ByteStream client) throws IOException, InterruptedException {
    boolean done = false;
    while (!done) {
      ByteBuffer early = ByteBuffer.allocate(earlyBytes);
      monitor.change(() -> {
        early.put(peer.kept.flip());
        peer.kept.clear();
        if (early.position() == 0) {
          peer.client = Optional.of(client);
        }
      });
      done = early.position() == 0;
      client.write(early.flip());
    }
  }

  /** Ends both sides, whichever ended: there is no half-close. */
  private void drop(Waiting peer) {
    List<ByteStream> both = new ArrayList<>(List.of(peer.stream));
    monitor.change(() -> {
      waiting.values().remove(peer);
      peer.client.ifPresent(both::add);
    });
    both.forEach(ByteStream::close);
    scope.release(peer.stream);
  }
}
