package dev.ferry.ice;

import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a connection that stays framed: bytes that come, at first before we know that it
 * is nominated (the peer may know it a moment sooner), and the writer once it is handed out.
 */
final class Framing {
  private final Tasks tasks;
  private final FrameInbox inbox;
  private final Monitor monitor;
  // Of the task that reads the connection.
  private final List<ByteBuffer> kept = new ArrayList<>();
  private boolean trusted;
  // Guarded by the monitor.
  private boolean proved;
  private Optional<FrameOutbox> outbox = Optional.empty();

  Framing(Tasks tasks) {
    this.tasks = tasks;
    this.inbox = new FrameInbox(tasks);
    this.monitor = tasks.monitor();
  }

  FrameInbox inbox() {
    return inbox;
  }

  /** The other side has shown that it is the peer. */
  void prove() {
    monitor.change(() -> proved = true);
  }

  boolean isProved() {
    boolean[] seen = {false};
    monitor.change(() -> seen[0] = proved);
    return seen[0];
  }

  /** Empty until the connection is handed out. */
  Optional<FrameOutbox> outbox() {
    List<FrameOutbox> seen = new ArrayList<>(1);
    monitor.change(() -> outbox.ifPresent(seen::add));
    return seen.stream().findFirst();
  }

  /** The connection is handed out: nobody writes from now on but by this. */
  FrameOutbox handOut(ByteStream stream) {
    var writer = new FrameOutbox(tasks, stream);
    monitor.change(() -> outbox = Optional.of(writer));
    return writer;
  }

  /** What looks like STUN in the midst of a stream counts as such only with a fingerprint. */
  boolean isBytes(ByteBuffer frame) {
    return frame.hasRemaining()
        && !(StunPacket.looksLikeStun(frame)
            && StunPacket.read(frame) instanceof StunPacket packet
            && packet.hasFingerprint());
  }

  /** Bytes came; their reader hears of them with {@link #pass}. */
  void keep(ByteBuffer frame) throws IOException {
    trusted = trusted || isProved();
    if (!trusted) {
      throw new IOException("the other side says something before it has proved itself");
    }
    kept.add(frame);
  }

  /** Passes on what is kept, if anything; waits while too much waits there. */
  void pass() throws InterruptedException {
    if (!kept.isEmpty()) {
      inbox.put(kept);
      kept.clear();
    }
  }
}
