package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The shapes of what says why something was refused. */
final class ErrorShapes {
  static final Shape<ErrorCode> ERROR = Shapes.of(ErrorShapes::read, ErrorShapes::write);

  static final Shape<AddressError> ADDRESS_ERROR =
      Shapes.of(
          value -> {
            if (!value.hasRemaining()) {
              return Optional.empty();
            }
            Optional<AddressFamily> family = AddressFamily.of(value.get(value.position()));
            return family.flatMap(f -> read(value).map(e -> new AddressError(f, e)));
          },
          (v, to) -> {
            int start = to.position();
            write(v.error(), to);
            to.put(start, (byte) v.family().code());
          });

  static final Shape<IcmpReport> ICMP =
      Shapes.fixed(
          8,
          value -> {
            value.getShort();
            return new IcmpReport(value.get() & 0xFF, value.get() & 0xFF, value.getInt());
          },
          (v, to) ->
              to.putShort((short) 0).put((byte) v.type()).put((byte) v.code()).putInt(v.data()));

  private ErrorShapes() {}

  private static Optional<ErrorCode> read(ByteBuffer value) {
    if (value.remaining() < 4 || value.remaining() > 4 + Shapes.LONGEST_TEXT) {
      return Optional.empty();
    }
    value.getShort();
    int hundreds = value.get() & 7;
    int rest = value.get() & 0xFF;
    String reason = StandardCharsets.UTF_8.decode(value).toString();
    return hundreds >= 3 && hundreds <= 6 && rest < 100
        ? Optional.of(new ErrorCode(hundreds * 100 + rest, reason))
        : Optional.empty();
  }

  private static void write(ErrorCode error, ByteBuffer to) {
    to.putShort((short) 0)
        .put((byte) (error.code() / 100))
        .put((byte) (error.code() % 100))
        .put(error.reason().getBytes(StandardCharsets.UTF_8));
  }
}
