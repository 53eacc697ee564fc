package dev.ferry.peerlink.channel;

import java.nio.ByteBuffer;

/** Bytes that wait, in one array that is used again and again. Guarded like its {@link Channel}. */
final class Ring {
  private final int capacity;
  private byte[] bytes = {};
  private int from;
  private int size;

  Ring(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  int room() {
    return capacity - size;
  }

  /** Takes what fits. */
  void put(ByteBuffer source) {
    if (bytes.length == 0) {
      bytes = new byte[capacity];
    }
    while (source.hasRemaining() && size < capacity) {
      int at = (from + size) % capacity;
      int count = Math.min(Math.min(capacity - at, room()), source.remaining());
      source.get(bytes, at, count);
      size += count;
    }
  }

  /** Gives so many of those that wait longest. */
  void take(ByteBuffer into, int count) {
    for (int left = count; left > 0; ) {
      int piece = Math.min(capacity - from, left);
      into.put(bytes, from, piece);
      from = (from + piece) % capacity;
      size -= piece;
      left -= piece;
    }
  }

  /** Forgets all, the array too. */
  void clear() {
    bytes = new byte[0];
    from = 0;
    size = 0;
  }
}
