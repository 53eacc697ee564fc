package dev.ferry.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The digests of a file's first chunks, in order. Belongs to one task at a time.
 *
 * <p>A chunk's digest is SHA-256 of a zero byte and the chunk. {@link #root} is that of a binary
 * tree over them; leaves, nodes and root differ in their first byte, so that none can be taken for
 * another.
 */
public final class ChunkDigests {
  /** The name of the root among {@link Hashes}. */
  public static final String TREE = "sha-256-tree";

  /** Bytes a digest. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final byte ROOT = 2;

  private final ChunkPlan plan;
  private byte[] digests = new byte[LENGTH * 16];
  private int count;

  public ChunkDigests(ChunkPlan plan) {
    this.plan = plan;
  }

  /** A digest that awaits the bytes of one chunk. */
  static MessageDigest leaf() {
    return started(LEAF);
  }

  /** The digest of a chunk, which is what remains in {@code bytes}; its position stays. */
  public static byte[] of(ByteBuffer bytes) {
    MessageDigest digest = leaf();
    digest.update(bytes.duplicate());
    return digest.digest();
  }

  private static MessageDigest started(byte kind) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public ChunkPlan plan() {
    return plan;
  }

  public int count() {
    return count;
  }

  /** Where the chunks end whose digests are here. */
  public long covered() {
    return plan.start(count);
  }

  public void add(byte[] digest) {
    if (count == plan.count() || digest.length != LENGTH) {
      throw new IllegalArgumentException("no digest of a chunk of this file");
    }
    if (digests.length < (count + 1) * LENGTH) {
      digests = Arrays.copyOf(digests, digests.length * 2);
    }
    count++;
    set(count - 1, digest);
  }

  public void set(int index, byte[] digest) {
    System.arraycopy(digest, 0, digests, index * LENGTH, LENGTH);
  }

  public byte[] get(int index) {
    return Arrays.copyOfRange(digests, index * LENGTH, (index + 1) * LENGTH);
  }

  /** All of them, one after another. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(digests, 0, count * LENGTH).asReadOnlyBuffer();
  }

  public boolean isSame(int index, ChunkDigests other) {
    return Arrays.equals(get(index), other.get(index));
  }

  /** The root in hexadecimal, when all digests are here. */
  public String root() {
    if (count != plan.count()) {
      throw new IllegalStateException("digests are missing");
    }
    byte[][] level = new byte[count][];
    for (int i = 0; i < count; i++) {
      level[i] = get(i);
    }
    while (level.length > 1) {
      level = above(level);
    }
    MessageDigest root = started(ROOT);
    root.update(ByteBuffer.allocate(12).putLong(plan.size()).putInt(plan.chunk()).flip());
    return HexFormat.of().formatHex(root.digest(level[0]));
  }

  /** Two make one; one that is left over goes up as it is. */
  private static byte[][] above(byte[][] level) {
    byte[][] above = new byte[(level.length + 1) / 2][];
    for (int i = 0; i < above.length; i++) {
      if (2 * i + 1 < level.length) {
        MessageDigest node = started(NODE);
        node.update(level[2 * i]);
        above[i] = node.digest(level[2 * i + 1]);
      } else {
        above[i] = level[2 * i];
      }
    }
    return above;
  }
}
