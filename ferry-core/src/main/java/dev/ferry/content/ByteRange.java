package dev.ferry.content;

import java.util.OptionalLong;

/**
 * A part of a file (XEP-0234 5). Offsets are of 64 bits everywhere.
 *
 * @param offset where it starts, in bytes, never negative
 * @param length how many bytes; to the end of the file when absent
 * @param hashes digests of the part
 */
public record ByteRange(long offset, OptionalLong length, Hashes hashes) {
  /** All of a file. */
  public static final ByteRange WHOLE = from(0);

  public ByteRange {
    if (offset < 0 || length.orElse(0) < 0) {
      throw new IllegalArgumentException("a range below zero: " + offset + ", " + length);
    }
  }

  /** From an offset to the end. */
  public static ByteRange from(long offset) {
    return new ByteRange(offset, OptionalLong.empty(), Hashes.none());
  }

  /** Whether it means the whole of a file of that size. */
  public boolean isWhole(long size) {
    return offset == 0 && lengthIn(size) == size;
  }

  /** Whether a file of that size has such a part; an empty part at its end counts. */
  public boolean isWithin(long size) {
    return offset <= size && length.orElse(0) <= size - offset;
  }

  /** How many bytes it has in a file of that size, within which it must be. */
  public long lengthIn(long size) {
    return length.orElse(size - offset);
  }
}
