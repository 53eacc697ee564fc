package dev.ferry.folder;

import dev.ferry.port.Tree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What tells the files of a tree apart from all others, whatever place in the list they have: their
 * path as sent and, where another, as stored, size and time, in 16 bytes. Used by one task at a
 * time.
 */
final class Prints {
  static final int LENGTH = 16;

  private static final int NONE = -1;
  private static final byte[] NUL = {0};

  private final Tree sent;
  private final Tree local;
  private final Digest digest = new Digest();
  private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES);
  private byte[] above = {};
  private int home = -1;
  private long[] firsts = {};
  private long[] seconds = {};
  private int[] slots = {};

  /**
   * @param sent with the sender's names
   * @param local the same tree with the names that it has here
   */
  Prints(Tree sent, Tree local) {
    this.sent = sent;
    this.local = local;
  }

  byte[] of(int file) {
    if (sent.folderOf(file) != home) {
      home = sent.folderOf(file);
      above = above(home);
    }
    digest.update(above);
    digest.update(sent.name(file).getBytes(StandardCharsets.UTF_8));
    digest.update(NUL);
    if (!local.name(file).equals(sent.name(file))) {
      digest.update(local.name(file).getBytes(StandardCharsets.UTF_8));
    }
    digest.update(NUL);
    numbers.clear().putLong(sent.size(file));
    sent.modified(file).ifPresent(at -> numbers.putLong(at.getEpochSecond()).putInt(at.getNano()));
    digest.update(numbers.flip());
    return Arrays.copyOf(digest.end(), LENGTH);
  }

  /** The same for all files of a folder: its path. */
  private byte[] above(int folder) {
    String path = sent.folderPath(folder);
    String stored = local.folderPath(folder);
    return (path + "\0" + (stored.equals(path) ? "" : stored) + "\0")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The number of the file that has this print; -1 when none has. */
  int find(byte[] print) {
    if (slots.length == 0) {
      index();
    }
    ByteBuffer two = ByteBuffer.wrap(print);
    long first = two.getLong();
    long second = two.getLong();
    for (int slot = slot(first); slots[slot] != NONE; slot = (slot + 1) & (slots.length - 1)) {
      int file = slots[slot];
      if (firsts[file] == first && seconds[file] == second) {
        return file;
      }
    }
    return NONE;
  }

  private int slot(long first) {
    return (int) first & (slots.length - 1);
  }

  private void index() {
    int files = sent.files();
    firsts = new long[files];
    seconds = new long[files];
    slots = new int[Integer.highestOneBit(2 * files + 1) << 1];
    Arrays.fill(slots, NONE);
    for (int file = 0; file < files; file++) {
      ByteBuffer two = ByteBuffer.wrap(of(file));
      firsts[file] = two.getLong();
      seconds[file] = two.getLong();
      int slot = slot(firsts[file]);
      while (slots[slot] != NONE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = file;
    }
  }
}
