package dev.ferry.peerlink.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** One channel as this side knows it. Guarded by the monitor of its {@link ChannelLink}. */
final class Channel {
  /** The most bytes that wait here to be sent. */
  static final int OUT_ROOM = 128 * 1024;

  /** How far the two sides are with opening it. */
  enum Phase {
    ASKED,
    OFFERED,
    OPEN,
    DECLINED
  }

  private final int number;
  private final String name;
  private Phase phase;

  private final Deque<ByteBuffer> in = new ArrayDeque<>();
  private int unread;
  private int ungranted;
  private int window = ChannelTable.WINDOW;
  private boolean inEnded;

  private final Ring out = new Ring(OUT_ROOM);
  private long credit;
  private boolean outEnding;
  private boolean outEnded;

  private boolean closed;
  private boolean deserted;

  Channel(int number, String name, Phase phase) {
    this.number = number;
    this.name = name;
    this.phase = phase;
  }

  int number() {
    return number;
  }

  String name() {
    return name;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next) {
    phase = next;
  }

  // What comes in.

  void arrived(ByteBuffer bytes) {
    in.add(bytes);
    unread += bytes.remaining();
  }

  int unread() {
    return unread;
  }

  void inEnded() {
    inEnded = true;
  }

  boolean hasInEnded() {
    return inEnded;
  }

  /** Moves what is there, as far as there is room; answers how many bytes. */
  int read(ByteBuffer into) {
    int before = into.remaining();
    while (into.hasRemaining() && !in.isEmpty()) {
      move(in.element(), into, into.remaining());
      if (!in.element().hasRemaining()) {
        in.remove();
      }
    }
    int count = before - into.remaining();
    unread -= count;
    ungranted += count;
    return count;
  }

  /** How many bytes of it may wait here to be read. */
  int window() {
    return window;
  }

  /** Whether a reader that is as fast as the peer may be waits for it to be granted more. */
  boolean isStarving() {
    return unread == 0 && ungranted >= window / 2;
  }

  /** More bytes than before may wait here; they are granted with what was read. */
  void widen(int more) {
    window += more;
    ungranted += more;
  }

  /** How many bytes were read since this was asked, once it is enough to speak of; else 0. */
  int grant() {
    int grant = ungranted >= window / 2 ? ungranted : 0;
    ungranted -= grant;
    return grant;
  }

  // What goes out.

  void credit(long more) {
    credit = credit + more < 0 ? Long.MAX_VALUE : credit + more;
  }

  int room() {
    return out.room();
  }

  /** Copies what fits. */
  void write(ByteBuffer from) {
    out.put(from);
  }

  boolean hasToSend() {
    return !deserted && (out.size() > 0 ? credit > 0 : outEnding && !outEnded);
  }

  /** How many bytes go out next, at most {@code most}; 0 when only the end is left to be said. */
  int next(int most) {
    return (int) Math.min(Math.min(most, out.size()), credit);
  }

  /** Gives the next bytes, as many as {@link #next} has said. */
  void send(ByteBuffer into, int count) {
    out.take(into, count);
    credit -= credit == Long.MAX_VALUE ? 0 : count;
    outEnded = count == 0;
    if (outEnding && out.size() == 0) {
      out.clear();
    }
  }

  void endOut() {
    outEnding = true;
  }

  boolean isEndingOut() {
    return outEnding;
  }

  boolean hasOutEnded() {
    return outEnded;
  }

  // How it is over.

  /** Nobody here reads or writes any more; what was written before still goes out. */
  void close() {
    closed = true;
    in.clear();
    unread = 0;
    outEnding = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** The peer reads nothing more of it. */
  void desert() {
    deserted = true;
    out.clear();
  }

  boolean isDeserted() {
    return deserted;
  }

  private static void move(ByteBuffer from, ByteBuffer into, int most) {
    int count = Math.min(most, from.remaining());
    into.put(from.slice(from.position(), count));
    from.position(from.position() + count);
  }
}
