package dev.ferry.negotiation;

import dev.ferry.content.ByteRange;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the receiver of a file asks for with its yes.
 *
 * @param range the part that is to move; it may lie outside of the file, when a peer asks
 * @param chunk when both sides compare digests of chunks after the last byte: bytes a chunk, as the
 *     receiver has them in its record
 * @param pieces whether chunks are asked for one by one instead, in any order
 */
public record Portion(ByteRange range, OptionalInt chunk, boolean pieces) {
  /** All of it, and nothing but one digest of the whole compared. */
  public static final Portion WHOLE = of(ByteRange.WHOLE);

  /** Chunks that are asked for one by one. */
  public static final Portion PIECES = new Portion(ByteRange.WHOLE, OptionalInt.empty(), true);

  /** A part that comes in one go. */
  public Portion(ByteRange range, OptionalInt chunk) {
    this(range, chunk, false);
  }

  /** A part, without digests of chunks. */
  public static Portion of(ByteRange range) {
    return new Portion(range, OptionalInt.empty());
  }

  /**
   * What a sender of a file can do for its receiver.
   *
   * @param again for how long it offers the file again by itself when it was lost midway
   * @param offered what it offers to send; where the receiver names another range, that counts
   * @param pieces whether it gives chunks one by one
   */
  public record Abilities(
      boolean ranges, boolean chunks, Duration again, ByteRange offered, boolean pieces) {
    public static final Abilities NONE = new Abilities(false, false);

    /** Of a sender that offers its files once. */
    public Abilities(boolean ranges, boolean chunks) {
      this(ranges, chunks, Duration.ZERO);
    }

    /** Of a sender that gives no single chunks. */
    public Abilities(boolean ranges, boolean chunks, Duration again, ByteRange offered) {
      this(ranges, chunks, again, offered, false);
    }

    /** The same, giving chunks one by one, or not. */
    public Abilities pieces(boolean can) {
      return new Abilities(ranges, chunks, again, offered, can);
    }

    /** Of a sender that offers all of its file. */
    public Abilities(boolean ranges, boolean chunks, Duration again) {
      this(ranges, chunks, again, ByteRange.WHOLE);
    }
  }
}
