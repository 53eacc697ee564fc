package dev.ferry.ice.mapping;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The messages of PCP that ask for mappings (RFC 6887 7, 11). */
final class Pcp {
  static final int VERSION = 2;
  static final int NONCE = 12;
  private static final int MAP = 1;
  private static final int ANSWER = 0x80;
  private static final int TCP = 6;
  private static final int LENGTH = 60;

  private Pcp() {}

  /** What a router answers. */
  sealed interface Answer {
    record Mapped(InetSocketAddress external, long seconds) implements Answer {}

    record Refused(String why) implements Answer {}
  }

  /**
   * @param nonce stays the same for one mapping: only who knows it may change it
   * @param suggested the outside, as far as it is known; port 0 and an address of zeros otherwise
   * @param seconds 0 gives the mapping back
   */
  static byte[] askForMapping(
      byte[] nonce, InetSocketAddress internal, InetSocketAddress suggested, long seconds) {
    ByteBuffer to = ByteBuffer.allocate(LENGTH);
    to.put((byte) VERSION).put((byte) MAP).putShort((short) 0).putInt((int) seconds);
    put(to, internal.getAddress());
    to.put(nonce).putInt(TCP << 24);
    to.putShort((short) internal.getPort()).putShort((short) suggested.getPort());
    put(to, suggested.getAddress());
    return to.array();
  }

  /** The answer to a request with that nonce and port; empty when it is none. */
  static Optional<Answer> read(ByteBuffer from, byte[] nonce, int internal) {
    if (from.remaining() < 4) {
      return Optional.empty();
    }
    int start = from.position();
    int version = from.get(start);
    int operation = from.get(start + 1) & 0xFF;
    if (version == 0 && operation >= ANSWER) {
      return Optional.of(new Answer.Refused("it knows only NAT-PMP"));
    }
    if (version != VERSION || operation != (ANSWER | MAP) || from.remaining() < LENGTH) {
      return refusedBriefly(from, version, operation);
    }
    int result = from.get(start + 3) & 0xFF;
    ByteBuffer body = from.slice(start + 24, LENGTH - 24);
    byte[] echoed = new byte[NONCE];
    body.get(echoed);
    int protocol = body.get() & 0xFF;
    body.position(NONCE + 4);
    int port = body.getShort() & 0xFFFF;
    if (!Arrays.equals(echoed, nonce) || protocol != TCP || port != internal) {
      return Optional.empty();
    }
    if (result != 0) {
      return Optional.of(new Answer.Refused(meaning(result)));
    }
    int external = body.getShort() & 0xFFFF;
    byte[] address = new byte[16];
    body.get(address);
    long seconds = Integer.toUnsignedLong(from.getInt(start + 4));
    return Optional.of(
        new Answer.Mapped(new InetSocketAddress(address(address), external), seconds));
  }

  /** Some errors come without what was asked for. */
  private static Optional<Answer> refusedBriefly(ByteBuffer from, int version, int operation) {
    int result = from.get(from.position() + 3) & 0xFF;
    return version == VERSION && operation >= ANSWER && result != 0 && from.remaining() >= 24
        ? Optional.of(new Answer.Refused(meaning(result)))
        : Optional.empty();
  }

  private static void put(ByteBuffer to, InetAddress address) {
    if (address instanceof Inet4Address) {
      to.putLong(0).putInt(0xFFFF);
    }
    to.put(address.getAddress());
  }

  private static InetAddress address(byte[] sixteen) {
    try {
      // Makes an IPv4 address of one inside an IPv6 one.
      return InetAddress.getByAddress(sixteen);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  private static String meaning(int result) {
    return switch (result) {
      case 1 -> "it does not know this version";
      case 2 -> "mappings are switched off, or not allowed to us";
      case 3, 5, 6 -> "it does not understand the request";
      case 4 -> "it does not map ports";
      case 7 -> "it has no address itself";
      case 8, 10 -> "it has no room for more mappings";
      case 9 -> "it does not map TCP";
      case 11 -> "it cannot give such an address";
      case 12 -> "there is another NAT before it";
      default -> "error " + result;
    };
  }
}
