package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message that was received, with the bytes it came in, which its integrity is computed over.
 * Immutable.
 */
public final class StunPacket implements StunDecoding {
  /** Octets of a message's header. */
  public static final int HEADER = 20;

  static final int COOKIE = 0x2112A442;

  private final StunMessage message;
  private final byte[] bytes;
  private final OptionalInt sha1;
  private final OptionalInt sha256;
  private final boolean fingerprint;

  StunPacket(
      StunMessage message,
      byte[] bytes,
      OptionalInt sha1,
      OptionalInt sha256,
      boolean fingerprint) {
    this.message = message;
    this.bytes = bytes;
    this.sha1 = sha1;
    this.sha256 = sha256;
    this.fingerprint = fingerprint;
  }

  /**
   * Reads one whole message: a datagram, a frame, or as many bytes as {@link #length} says.
   *
   * @param from left as it is
   */
  public static StunDecoding read(ByteBuffer from) {
    return StunReader.read(from);
  }

  /**
   * The size of the message that begins here, header included, where messages follow one another
   * without framing; empty when no STUN message begins here.
   *
   * @param header at least {@link #HEADER} bytes; left as it is
   */
  public static OptionalInt length(ByteBuffer header) {
    int at = header.position();
    return looksLikeStun(header) && header.remaining() >= HEADER
        ? OptionalInt.of(HEADER + (header.getShort(at + 2) & 0xFFFF))
        : OptionalInt.empty();
  }

  /**
   * Whether the bytes begin as a STUN message does: enough to tell it from TLS and from most other
   * things that share a connection (RFC 8489 5).
   *
   * @param from left as it is
   */
  public static boolean looksLikeStun(ByteBuffer from) {
    int at = from.position();
    return from.remaining() >= 8
        && (from.get(at) & 0xC0) == 0
        && (from.get(at + 3) & 3) == 0
        && from.getInt(at + 4) == COOKIE;
  }

  public StunMessage message() {
    return message;
  }

  /** Whether it carried a fingerprint; a wrong one makes no packet. */
  public boolean hasFingerprint() {
    return fingerprint;
  }

  /** Which integrity counts: the stronger of those that it carried; empty when it has none. */
  public Optional<Integrity> integrity() {
    if (sha256.isPresent()) {
      return Optional.of(Integrity.SHA256);
    }
    return sha1.isPresent() ? Optional.of(Integrity.SHA1) : Optional.empty();
  }

  /** Whether it carried that kind of integrity. */
  public boolean has(Integrity kind) {
    return at(kind).isPresent();
  }

  /** Whether it has integrity and the one that counts was made with that key. */
  public boolean isSealedWith(StunKey key) {
    return integrity().isPresent() && isSealedWith(integrity().get(), key);
  }

  private boolean isSealedWith(Integrity kind, StunKey key) {
    int start = at(kind).orElseThrow();
    int length = ByteBuffer.wrap(bytes).getShort(start + 2) & 0xFFFF;
    byte[] adjusted = Arrays.copyOf(bytes, start);
    ByteBuffer.wrap(adjusted).putShort(2, (short) (start + 4 + length - HEADER));
    byte[] expected = Arrays.copyOf(kind.compute(adjusted, start, key), length);
    return MessageDigest.isEqual(
        expected, Arrays.copyOfRange(bytes, start + 4, start + 4 + length));
  }

  private OptionalInt at(Integrity kind) {
    return switch (kind) {
      case SHA1 -> sha1;
      case SHA256 -> sha256;
    };
  }

  @Override
  public String toString() {
    return message.toString();
  }
}
