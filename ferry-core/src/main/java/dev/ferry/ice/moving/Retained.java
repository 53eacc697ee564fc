package dev.ferry.ice.moving;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of what was written to a direct way before it is certain that the peer reads there. Not
 * for several tasks at once.
 */
final class Retained {
  /** How many bytes are kept; who writes more waits. */
  static final int MOST = 1 << 20;

  private final List<byte[]> pieces = new ArrayList<>();
  private int size;

  boolean hasRoom() {
    return size < MOST;
  }

  int size() {
    return size;
  }

  /** Keeps the bytes that remain, without taking them. */
  void keep(ByteBuffer from) {
    byte[] piece = new byte[from.remaining()];
    from.get(from.position(), piece);
    pieces.add(piece);
    size += piece.length;
  }

  List<byte[]> takeAll() {
    List<byte[]> all = List.copyOf(pieces);
    clear();
    return all;
  }

  void clear() {
    pieces.clear();
    size = 0;
  }
}
