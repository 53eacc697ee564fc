package dev.ferry.peerlink.channel;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts the bytes of a connection into packets. Of one task. */
final class PacketReader {
  private static final int ROOM = 64 * 1024;
  private static final int PAIR = 0x92;

  /**
   * Pieces of at least so many bytes are not copied but lent, so that they keep all that was read
   * with them: a peer must not make this device keep much by sending little.
   */
  private static final int LENT = 8 * 1024;

  private final ByteStream stream;
  private ByteBuffer room = ByteBuffer.allocate(ROOM).limit(0);
  private boolean lent;

  PacketReader(ByteStream stream) {
    this.stream = stream;
  }

  /**
   * Waits for the next packet.
   *
   * @return empty where the connection ends between two packets
   * @throws IOException when it ends within one, breaks, or carries something else than packets
   */
  Optional<LinkPacket> next() throws IOException, InterruptedException {
    if (!room.hasRemaining() && !more()) {
      return Optional.empty();
    }
    if (octet() != PAIR) {
      throw nonsense();
    }
    int number = number();
    int length = length();
    if (length >= LENT && number != LinkWire.CONTROL && number != LinkWire.PROTOCOL) {
      return Optional.of(new LinkPacket.Data(number, piece(length)));
    }
    byte[] body = new byte[length];
    fill(body);
    return Optional.of(LinkWire.decode(number, body));
  }

  /** Whether a large piece of data is here whole, so that reading it does not wait. */
  boolean hasPiece() {
    if (room.remaining() < LENT || (room.get(room.position()) & 0xff) != PAIR) {
      return false;
    }
    int at = room.position() + 1;
    int number = room.get(at) & 0xff;
    at += number < 0x80 ? 1 : number == 0xcc ? 2 : 3;
    boolean usual = number <= 0xcd && (room.get(at) & 0xff) == 0xc5;
    return usual && room.limit() - at - 3 >= (room.getShort(at + 1) & 0xffff);
  }

  private ByteBuffer piece(int length) throws IOException, InterruptedException {
    while (room.remaining() < length) {
      if (room.position() + length > room.capacity()) {
        room = ByteBuffer.allocate(ROOM).put(room).flip();
      }
      if (!append()) {
        throw cut();
      }
    }
    lent = true;
    ByteBuffer piece = room.slice(room.position(), length);
    room.position(room.position() + length);
    return piece;
  }

  private int number() throws IOException, InterruptedException {
    int head = octet();
    if (head < 0x80) {
      return head;
    }
    return switch (head) {
      case 0xcc -> octet();
      case 0xcd -> bigEndian(2);
      case 0xce -> within(bigEndian(4));
      default -> throw nonsense();
    };
  }

  /** Of bytes, or of what another writer takes for a text. */
  private int length() throws IOException, InterruptedException {
    int head = octet();
    if (head >= 0xa0 && head < 0xc0) {
      return head & 0x1f;
    }
    return switch (head) {
      case 0xc4, 0xd9 -> octet();
      case 0xc5, 0xda -> bigEndian(2);
      case 0xc6, 0xdb -> within(bigEndian(4));
      default -> throw nonsense();
    };
  }

  private static int within(int value) throws IOException {
    if (value < 0 || value > LinkWire.LARGEST) {
      throw nonsense();
    }
    return value;
  }

  private int bigEndian(int width) throws IOException, InterruptedException {
    int value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  private int octet() throws IOException, InterruptedException {
    need();
    return room.get() & 0xff;
  }

  private void fill(byte[] into) throws IOException, InterruptedException {
    for (int at = 0; at < into.length; ) {
      need();
      int count = Math.min(room.remaining(), into.length - at);
      room.get(into, at, count);
      at += count;
    }
  }

  private void need() throws IOException, InterruptedException {
    if (!room.hasRemaining() && !more()) {
      throw cut();
    }
  }

  private static IOException cut() {
    return new IOException("the peer ended the connection amid a packet");
  }

  /** Reads when all that was read before is used up. */
  private boolean more() throws IOException, InterruptedException {
    if (!lent) {
      room.clear().limit(0);
    } else if (room.limit() > room.capacity() - LENT) {
      room = ByteBuffer.allocate(ROOM).limit(0);
      lent = false;
    }
    return append();
  }

  /** Reads behind what is there. */
  private boolean append() throws IOException, InterruptedException {
    int from = room.position();
    room.position(room.limit()).limit(room.capacity());
    int count = -1;
    try {
      count = stream.read(room);
    } finally {
      room.limit(room.position()).position(from);
    }
    return count >= 0;
  }

  private static IOException nonsense() {
    return new IOException("the peer sends something else than packets of channels");
  }
}
