package dev.ferry.transport;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The blocks that came in and were not read yet: checks their order and size (XEP-0047 2.2), and
 * withholds acknowledgements while the reader lags behind. Guarded by its owner's monitor.
 */
final class IbbInbox {
  /** Up to here blocks are acknowledged at once, in bytes. */
  private static final int COMFORTABLE = 1 << 20;

  /** What no peer that heeds acknowledgements exceeds, in bytes. */
  private static final int MOST = COMFORTABLE + 64 * IbbWire.LARGEST_BLOCK;

  /** What becomes of a block. */
  sealed interface Verdict {
    /** Taken; to be acknowledged at once. */
    record Taken() implements Verdict {}

    /** Taken; the acknowledgement follows when there is room. */
    record Held() implements Verdict {}

    /** Not taken, and nothing after it can be. */
    record Refused(StanzaError error, String why) implements Verdict {}
  }

  private final Queue<ByteBuffer> blocks = new ArrayDeque<>();
  private final Queue<Iq> held = new ArrayDeque<>();
  private int buffered;
  private int next;

  /**
   * Judges a block and keeps it, if it is the next one and no larger than agreed.
   *
   * @param request what is to be acknowledged; empty for a block in a message
   */
  Verdict take(IbbElement.Data block, int blockSize, Optional<Iq> request) {
    int size = block.bytes().remaining();
    if (block.seq() != next) {
      return refused("unexpected-request", "block " + block.seq() + " came instead of " + next);
    }
    if (size > blockSize) {
      return refused("bad-request", "a block of " + size + " bytes, agreed were " + blockSize);
    }
    if (buffered + size > MOST) {
      return refused("resource-constraint", "it sent without waiting for acknowledgements");
    }
    next = next == IbbWire.LAST_SEQ ? 0 : next + 1;
    if (size > 0) {
      blocks.add(block.bytes());
      buffered += size;
    }
    if (buffered <= COMFORTABLE && held.isEmpty() || request.isEmpty()) {
      return new Verdict.Taken();
    }
    held.add(request.get());
    return new Verdict.Held();
  }

  static Verdict refused(String condition, String why) {
    return new Verdict.Refused(StanzaError.of("cancel", condition), why);
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /**
   * Moves what fits into {@code into}; every block that is thereby read makes room for one more.
   *
   * @return the requests to acknowledge now, in order
   */
  List<Iq> read(ByteBuffer into) {
    List<Iq> due = new ArrayList<>();
    while (into.hasRemaining() && !blocks.isEmpty()) {
      ByteBuffer head = blocks.element();
      int count = Math.min(into.remaining(), head.remaining());
      into.put(head.slice(head.position(), count));
      head.position(head.position() + count);
      buffered -= count;
      if (!head.hasRemaining()) {
        blocks.remove();
        Optional.ofNullable(held.poll()).ifPresent(due::add);
      }
    }
    return due;
  }

  /** Forgets everything; answers the requests that will never be acknowledged. */
  List<Iq> abandon() {
    List<Iq> left = List.copyOf(held);
    held.clear();
    blocks.clear();
    buffered = 0;
    return left;
  }
}
