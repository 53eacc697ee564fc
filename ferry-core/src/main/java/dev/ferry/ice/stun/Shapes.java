package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The shapes of simple values. */
final class Shapes {
  /** Octets that a text may take when it is read (RFC 8489 14.3, 14.8 to 14.10, 14.14). */
  static final int LONGEST_TEXT = 763;

  static final Shape<Octets> OCTETS =
      of(value -> Optional.of(Octets.read(value)), (v, to) -> to.put(v.toArray()));

  static final Shape<Long> UINT32 =
      fixed(4, value -> Integer.toUnsignedLong(value.getInt()), (v, to) -> to.putInt(v.intValue()));

  static final Shape<Long> UINT64 = fixed(8, ByteBuffer::getLong, (v, to) -> to.putLong(v));

  /** Sixteen bits, then sixteen that mean nothing. */
  static final Shape<Integer> UINT16 =
      fixed(
          4,
          value -> value.getShort() & 0xFFFF,
          (v, to) -> to.putShort(v.shortValue()).putShort((short) 0));

  /** Eight bits, then 24 that mean nothing. */
  static final Shape<Integer> UINT8 =
      fixed(4, value -> value.get() & 0xFF, (v, to) -> to.putInt(v << 24));

  static final Shape<Boolean> TOP_BIT =
      fixed(1, value -> value.get() < 0, (v, to) -> to.put((byte) (v ? 0x80 : 0)));

  static final Shape<Flag> FLAG = fixed(0, value -> Flag.SET, (v, to) -> {});

  static final Shape<String> TEXT = text(StandardCharsets.UTF_8);

  /** Text that must be given back octet for octet, whatever it is. */
  static final Shape<String> ECHOED = text(StandardCharsets.ISO_8859_1);

  static final Shape<List<Integer>> TYPES =
      of(
          Shapes::types,
          (v, to) -> {
            for (int type : v) {
              to.putShort((short) type);
            }
          });

  static final Shape<AddressFamily> FAMILY =
      of(
          value -> value.remaining() == 4 ? AddressFamily.of(value.get()) : Optional.empty(),
          (v, to) -> to.putInt(v.code() << 24));

  private Shapes() {}

  private static Shape<String> text(Charset charset) {
    return of(
        value ->
            value.remaining() <= LONGEST_TEXT
                ? Optional.of(charset.decode(value).toString())
                : Optional.empty(),
        (v, to) -> to.put(v.getBytes(charset)));
  }

  private static Optional<List<Integer>> types(ByteBuffer value) {
    if (value.remaining() % 2 != 0) {
      return Optional.empty();
    }
    List<Integer> types = new ArrayList<>();
    while (value.hasRemaining()) {
      types.add(value.getShort() & 0xFFFF);
    }
    return Optional.of(List.copyOf(types));
  }

  /** A value of so many octets, whatever they are. */
  static <T> Shape<T> fixed(
      int length, Function<ByteBuffer, T> reader, BiConsumer<T, ByteBuffer> writer) {
    return of(
        value -> value.remaining() == length ? Optional.of(reader.apply(value)) : Optional.empty(),
        writer);
  }

  /** A value that does not depend on the transaction. */
  static <T> Shape<T> of(
      Function<ByteBuffer, Optional<T>> reader, BiConsumer<T, ByteBuffer> writer) {
    return new Shape<>() {
      @Override
      public Optional<T> read(ByteBuffer value, TransactionId id) {
        return reader.apply(value);
      }

      @Override
      public void write(T value, ByteBuffer to, TransactionId id) {
        writer.accept(value, to);
      }
    };
  }
}
