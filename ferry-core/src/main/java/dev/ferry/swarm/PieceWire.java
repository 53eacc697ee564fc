package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads and writes what is said on the channel of the bytes where a receiver asks for chunks one by
 * one (docs/chunks.md). Numbers are big-endian. One task reads while another writes.
 */
final class PieceWire {
  /** Either side: still there. */
  static final byte WORKING = 'W';

  /** Giver: the root follows, and the SHA-256 of the whole, or zeros. */
  static final byte ROOT = 'I';

  /** Giver: a map of the chunks it has follows. */
  static final byte MAP = 'M';

  /** Giver: the number of one more chunk that it has follows. */
  static final byte ALSO = 'A';

  /** Giver: the digests of all chunks follow. */
  static final byte DIGESTS = 'D';

  /** Giver: the number of a chunk and its bytes follow. */
  static final byte CHUNK = 'C';

  /** Giver: the number of a chunk follows that it does not give. */
  static final byte REFUSED = 'R';

  /** Receiver: the digests are wanted. */
  static final byte TREE = 'T';

  /** Receiver: the number of a chunk follows that is wanted. */
  static final byte WANTED = 'G';

  /** Receiver: the number of a chunk follows that is not wanted any more. */
  static final byte NEEDLESS = 'X';

  /** Receiver: nothing more is wanted. */
  static final byte DONE = 'K';

  /** How long somebody may say nothing at most. */
  static final long SIGN_OF_LIFE = 5_000_000_000L;

  private static final String UNKNOWN = "00".repeat(ChunkDigests.LENGTH);

  private final ByteStream stream;
  private final ChunkPlan plan;

  PieceWire(ByteStream stream, ChunkPlan plan) {
    this.stream = stream;
    this.plan = plan;
  }

  void say(byte word) throws CopyException, InterruptedException {
    write(ByteBuffer.allocate(1).put(word).flip());
  }

  void say(byte word, int number) throws CopyException, InterruptedException {
    write(ByteBuffer.allocate(5).put(word).putInt(number).flip());
  }

  void claim(Claim claim) throws CopyException, InterruptedException {
    byte[] root = HexFormat.of().parseHex(claim.root());
    byte[] whole = HexFormat.of().parseHex(claim.whole().orElse(UNKNOWN));
    write(
        ByteBuffer.allocate(1 + root.length + whole.length).put(ROOT).put(root).put(whole).flip());
  }

  void map(BitSet chunks) throws CopyException, InterruptedException {
    byte[] bits = chunks.toByteArray();
    ByteBuffer map = ByteBuffer.allocate(1 + mapLength()).put(MAP).put(bits);
    write(map.position(0).limit(map.capacity()));
  }

  void digests(ChunkDigests digests) throws CopyException, InterruptedException {
    ByteBuffer bytes = digests.bytes();
    write(ByteBuffer.allocate(1 + bytes.remaining()).put(DIGESTS).put(bytes).flip());
  }

  void write(ByteBuffer bytes) throws CopyException, InterruptedException {
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, plan.size(), "asking for chunks", e);
    }
  }

  void closeOutput() throws CopyException, InterruptedException {
    try {
      stream.closeOutput();
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, plan.size(), "ending the talk on chunks", e);
    }
  }

  void close() {
    stream.close();
  }

  /** The next word, or -1 at the end of what the peer says. */
  int hear() throws CopyException, InterruptedException {
    ByteBuffer one = ByteBuffer.allocate(1);
    return some(one) < 0 ? -1 : one.get(0);
  }

  Claim readClaim() throws CopyException, InterruptedException {
    String root = readDigest();
    String whole = readDigest();
    return new Claim(root, Optional.of(whole).filter(w -> !w.equals(UNKNOWN)));
  }

  private String readDigest() throws CopyException, InterruptedException {
    return HexFormat.of().formatHex(fill(ByteBuffer.allocate(ChunkDigests.LENGTH)).array());
  }

  BitSet readMap() throws CopyException, InterruptedException {
    BitSet map = BitSet.valueOf(fill(ByteBuffer.allocate(mapLength())).array());
    if (map.length() > plan.count()) {
      throw nonsense("claims chunks that the file does not have");
    }
    return map;
  }

  ChunkDigests readDigests() throws CopyException, InterruptedException {
    ChunkDigests digests = new ChunkDigests(plan);
    for (int i = 0; i < plan.count(); i++) {
      digests.add(fill(ByteBuffer.allocate(ChunkDigests.LENGTH)).array());
    }
    return digests;
  }

  /** The number of a chunk of this file. */
  int readNumber() throws CopyException, InterruptedException {
    int number = fill(ByteBuffer.allocate(Integer.BYTES)).flip().getInt();
    if (number < 0 || number >= plan.count()) {
      throw nonsense("speaks of a chunk that the file does not have");
    }
    return number;
  }

  /** Fills all that remains. */
  ByteBuffer fill(ByteBuffer bytes) throws CopyException, InterruptedException {
    while (bytes.hasRemaining()) {
      if (some(bytes) < 0) {
        throw ended();
      }
    }
    return bytes;
  }

  /** Reads some of what remains; -1 at the end. */
  int some(ByteBuffer into) throws CopyException, InterruptedException {
    try {
      return stream.read(into);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, plan.size(), "hearing of chunks", e);
    }
  }

  CopyException ended() {
    return new CopyException(
        Kind.TOO_SHORT, plan.size(), "the peer ended the stream while chunks were asked for");
  }

  CopyException nonsense(String what) {
    return new CopyException(Kind.PEER, plan.size(), "asked for chunks, the peer " + what);
  }

  private int mapLength() {
    return (plan.count() + 7) / 8;
  }
}
