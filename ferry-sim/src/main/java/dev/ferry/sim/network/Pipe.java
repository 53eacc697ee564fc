package dev.ferry.sim.network;

import dev.ferry.port.Tasks;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes of one connection in one direction. Guarded by the network's monitor. */
final class Pipe {
  private static final int LARGEST_SEGMENT = 1 << 16;

  /** Bytes that arrive together; none at all is the end of the stream. */
  private record Segment(ByteBuffer bytes, long due) {
    boolean isEnd() {
      return bytes.capacity() == 0;
    }
  }

  private final Line line;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private int buffered;
  private long lastDue;
  private boolean unread;

  Pipe(Line line) {
    this.line = line;
  }

  Line line() {
    return line;
  }

  int room() {
    return Math.max(0, line.link().buffer() - buffered);
  }

  /** Sends as much as fits. */
  void send(ByteBuffer from, long now) {
    byte[] bytes = new byte[Math.min(Math.min(room(), LARGEST_SEGMENT), from.remaining())];
    from.get(bytes);
    long due = line.arrival(now, bytes.length);
    buffered += bytes.length;
    if (!unread) {
      add(new Segment(ByteBuffer.wrap(bytes), due));
    }
  }

  void sendEnd(long now) {
    add(new Segment(ByteBuffer.allocate(0), line.arrival(now)));
  }

  private void add(Segment segment) {
    lastDue = Math.max(lastDue, segment.due());
    segments.add(new Segment(segment.bytes(), lastDue));
  }

  /** When a signal that is sent now arrives: not before the bytes on their way. */
  long signal(long now) {
    return Math.max(lastDue, line.arrival(now));
  }

  /** When there is something to receive. */
  long nextArrival() {
    return segments.isEmpty() ? Tasks.NEVER : segments.element().due();
  }

  boolean holdsBytes() {
    return segments.stream().anyMatch(s -> !s.isEnd());
  }

  /** Takes what has arrived; -1 at the end, 0 when nothing is there. */
  int receive(ByteBuffer into, long now) {
    if (nextArrival() > now) {
      return 0;
    }
    Segment head = segments.element();
    if (head.isEnd()) {
      return -1;
    }
    int count = Math.min(into.remaining(), head.bytes().remaining());
    into.put(head.bytes().slice().limit(count));
    head.bytes().position(head.bytes().position() + count);
    if (!head.bytes().hasRemaining()) {
      segments.remove();
    }
    buffered -= count;
    return count;
  }

  /** Nobody reads any more: what comes is lost. */
  void abandon() {
    unread = true;
    segments.clear();
    buffered = 0;
  }

  boolean isAbandoned() {
    return unread;
  }

  /** What has not arrived yet never will. */
  void lose(long now) {
    segments.removeIf(s -> s.due() > now);
  }

  /** What has not arrived yet arrives at another time: the line fell silent, or recovered. */
  void redate(long now) {
    Deque<Segment> old = new ArrayDeque<>(segments);
    segments.clear();
    lastDue = 0;
    for (Segment segment : old) {
      long due = segment.due() <= now ? segment.due() : line.arrival(now);
      add(new Segment(segment.bytes(), due));
    }
  }
}
