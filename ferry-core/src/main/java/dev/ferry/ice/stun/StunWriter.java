package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Writes messages (RFC 8489 5, 14). */
final class StunWriter {
  static final int FINGERPRINT = 0x8028;
  static final int FINGERPRINT_MASK = 0x5354554E;

  /** The longest message: its length has 16 bits and is a multiple of four. */
  private static final int LONGEST = StunPacket.HEADER + 0xFFFC;

  private StunWriter() {}

  static byte[] write(StunMessage message, Seal seal) {
    ByteBuffer to = ByteBuffer.allocate(LONGEST);
    to.putShort((short) message.kind().type(message.method())).putShort((short) 0);
    to.putInt(StunPacket.COOKIE);
    message.id().write(to);
    for (Attribute.Value<?> attribute : message.attributes()) {
      int start = begin(to, attribute.attribute().type());
      attribute.write(to, message.id());
      end(to, start);
    }
    for (Integrity integrity : seal.integrity()) {
      adjust(to, 4 + integrity.length());
      byte[] mac = integrity.compute(to.array(), to.position(), seal.key().orElseThrow());
      int start = begin(to, integrity.type());
      to.put(mac);
      end(to, start);
    }
    if (seal.fingerprint()) {
      adjust(to, 8);
      int fingerprint = fingerprint(to.array(), to.position());
      int start = begin(to, FINGERPRINT);
      to.putInt(fingerprint);
      end(to, start);
    }
    adjust(to, 0);
    return Arrays.copyOf(to.array(), to.position());
  }

  static int fingerprint(byte[] message, int end) {
    CRC32 crc = new CRC32();
    crc.update(message, 0, end);
    return (int) crc.getValue() ^ FINGERPRINT_MASK;
  }

  /** Sets the length in the header to what is written and so many octets more. */
  private static void adjust(ByteBuffer to, int more) {
    to.putShort(2, (short) (to.position() - StunPacket.HEADER + more));
  }

  private static int begin(ByteBuffer to, int type) {
    to.putShort((short) type).putShort((short) 0);
    return to.position();
  }

  private static void end(ByteBuffer to, int start) {
    int length = to.position() - start;
    to.putShort(start - 2, (short) length);
    to.put(new byte[-length & 3]);
  }
}
