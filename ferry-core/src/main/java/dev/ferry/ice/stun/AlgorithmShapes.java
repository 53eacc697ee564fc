package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shapes of one and of several password algorithms (RFC 8489 14.11, 14.12). */
final class AlgorithmShapes {
  static final Shape<List<PasswordAlgorithm>> LIST =
      Shapes.of(AlgorithmShapes::read, (v, to) -> v.forEach(algorithm -> write(algorithm, to)));

  static final Shape<PasswordAlgorithm> ONE =
      Shapes.of(
          value -> read(value).filter(all -> all.size() == 1).map(List::getFirst),
          AlgorithmShapes::write);

  private AlgorithmShapes() {}

  private static Optional<List<PasswordAlgorithm>> read(ByteBuffer value) {
    List<PasswordAlgorithm> algorithms = new ArrayList<>();
    while (value.hasRemaining()) {
      if (value.remaining() < 4) {
        return Optional.empty();
      }
      int number = value.getShort() & 0xFFFF;
      int length = value.getShort() & 0xFFFF;
      if (value.remaining() < length) {
        return Optional.empty();
      }
      algorithms.add(
          new PasswordAlgorithm(number, Octets.read(value.slice(value.position(), length))));
      // The padding of the last one may be missing.
      value.position(Math.min(value.limit(), value.position() + padded(length)));
    }
    return Optional.of(List.copyOf(algorithms));
  }

  private static void write(PasswordAlgorithm algorithm, ByteBuffer to) {
    int length = algorithm.parameters().size();
    to.putShort((short) algorithm.number()).putShort((short) length);
    to.put(algorithm.parameters().toArray());
    to.put(new byte[padded(length) - length]);
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
