package dev.ferry.ice.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The messages of NAT-PMP (RFC 6886 3). */
final class NatPmp {
  static final int PORT = 5351;
  private static final int VERSION = 0;
  private static final int EXTERNAL_ADDRESS = 0;
  private static final int MAP_TCP = 2;
  private static final int ANSWER = 128;

  private NatPmp() {}

  /** What a router answers. */
  sealed interface Answer {
    record ExternalAddress(InetAddress address) implements Answer {}

    record Mapped(int internal, int external, long seconds) implements Answer {}

    record Refused(String why) implements Answer {}
  }

  static byte[] askForAddress() {
    return new byte[] {VERSION, EXTERNAL_ADDRESS};
  }

  /**
   * @param seconds 0 gives the mapping back, then {@code external} must be 0, too
   */
  static byte[] askForMapping(int internal, int external, long seconds) {
    return ByteBuffer.allocate(12)
        .put((byte) VERSION)
        .put((byte) MAP_TCP)
        .putShort((short) 0)
        .putShort((short) internal)
        .putShort((short) external)
        .putInt((int) seconds)
        .array();
  }

  /** The answer to the one or the other question; empty when it is none. */
  static Optional<Answer> read(ByteBuffer from, boolean ofMapping) {
    if (from.remaining() < 4) {
      return Optional.empty();
    }
    int version = from.get();
    int operation = from.get() & 0xFF;
    int result = from.getShort() & 0xFFFF;
    if (version != VERSION || operation != ANSWER + (ofMapping ? MAP_TCP : EXTERNAL_ADDRESS)) {
      // One that knows only PCP says so in a message of PCP (RFC 6887, appendix A).
      return version == Pcp.VERSION && operation >= ANSWER
          ? Optional.of(new Answer.Refused("it knows only PCP"))
          : Optional.empty();
    }
    if (result != 0) {
      return Optional.of(new Answer.Refused(meaning(result)));
    }
    if (from.remaining() < (ofMapping ? 12 : 8)) {
      return Optional.empty();
    }
    from.getInt();
    return Optional.of(ofMapping ? mapped(from) : address(from));
  }

  private static Answer mapped(ByteBuffer from) {
    return new Answer.Mapped(
        from.getShort() & 0xFFFF, from.getShort() & 0xFFFF, Integer.toUnsignedLong(from.getInt()));
  }

  private static Answer address(ByteBuffer from) {
    byte[] bytes = new byte[4];
    from.get(bytes);
    try {
      return new Answer.ExternalAddress(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static String meaning(int result) {
    return switch (result) {
      case 1 -> "it does not know this version";
      case 2 -> "mappings are switched off, or not allowed to us";
      case 3 -> "it has no address itself";
      case 4 -> "it has no room for more mappings";
      case 5 -> "it does not know this request";
      default -> "error " + result;
    };
  }
}
