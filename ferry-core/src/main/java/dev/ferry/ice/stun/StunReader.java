package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one message; keeps where its integrity lies. Made anew for each. */
final class StunReader {
  private final byte[] bytes;
  private final ByteBuffer in;
  private final List<Attribute.Value<?>> attributes = new ArrayList<>();
  private OptionalInt sha1 = OptionalInt.empty();
  private OptionalInt sha256 = OptionalInt.empty();
  private boolean fingerprint;

  private StunReader(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  static StunDecoding read(ByteBuffer from) {
    if (from.remaining() < StunPacket.HEADER || !StunPacket.looksLikeStun(from)) {
      return new NotStun("it does not begin as a STUN message does");
    }
    byte[] bytes = new byte[from.remaining()];
    from.get(from.position(), bytes);
    return new StunReader(bytes).read();
  }

  private StunDecoding read() {
    int type = in.getShort();
    if ((in.getShort() & 0xFFFF) != bytes.length - StunPacket.HEADER) {
      return new NotStun("its length is not what its header says");
    }
    Optional<StunMethod> method = StunMethod.of(StunClass.methodOfType(type));
    if (method.isEmpty()) {
      return new NotStun("an unknown method, type " + type);
    }
    in.getInt();
    TransactionId id = TransactionId.read(in);
    while (in.hasRemaining()) {
      Optional<String> wrong = attribute(id);
      if (wrong.isPresent()) {
        return new NotStun(wrong.get());
      }
    }
    StunMessage message = new StunMessage(method.get(), StunClass.ofType(type), id, attributes);
    return new StunPacket(message, bytes, sha1, sha256, fingerprint);
  }

  /** Reads the next attribute; answers what is wrong with it. */
  private Optional<String> attribute(TransactionId id) {
    if (fingerprint) {
      return Optional.of("something follows its fingerprint");
    }
    int start = in.position();
    // The header's length is a multiple of four, and so is every step.
    int type = in.getShort() & 0xFFFF;
    int length = in.getShort() & 0xFFFF;
    int padded = (length + 3) & ~3;
    if (in.remaining() < padded) {
      return Optional.of("an attribute goes beyond its end");
    }
    ByteBuffer value = in.slice(in.position(), length);
    in.position(in.position() + padded);
    if (type == StunWriter.FINGERPRINT) {
      return fingerprint(start, value);
    }
    if (type == Integrity.SHA256.type()) {
      return sha256(start, length);
    }
    if (sha1.isPresent() || sha256.isPresent()) {
      // What follows the integrity may come from anybody and counts for nothing.
      return Optional.empty();
    }
    if (type == Integrity.SHA1.type()) {
      return sha1(start, length);
    }
    Optional<? extends Attribute.Value<?>> read = Attributes.of(type).read(value, id);
    read.ifPresent(attributes::add);
    return read.isPresent()
        ? Optional.empty()
        : Optional.of(Attributes.of(type) + " of " + length + " octets makes no sense");
  }

  private Optional<String> fingerprint(int start, ByteBuffer value) {
    fingerprint = true;
    return value.remaining() == 4 && value.getInt() == StunWriter.fingerprint(bytes, start)
        ? Optional.empty()
        : Optional.of("its fingerprint is wrong");
  }

  private Optional<String> sha1(int start, int length) {
    sha1 = OptionalInt.of(start);
    return length == Integrity.SHA1.length()
        ? Optional.empty()
        : Optional.of("MESSAGE-INTEGRITY of " + length + " octets");
  }

  /** No usage here allows a truncated one (RFC 8489 14.6). */
  private Optional<String> sha256(int start, int length) {
    if (sha256.isEmpty()) {
      sha256 = OptionalInt.of(start);
    }
    return length == Integrity.SHA256.length()
        ? Optional.empty()
        : Optional.of("MESSAGE-INTEGRITY-SHA256 of " + length + " octets");
  }
}
