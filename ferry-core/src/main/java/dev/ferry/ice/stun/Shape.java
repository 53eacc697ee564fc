package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How the value of an attribute lies on the wire.
 *
 * @param <T> the value
 */
interface Shape<T> {
  /**
   * @param value exactly the bytes of the value, without padding
   * @return empty when they make no sense
   */
  Optional<T> read(ByteBuffer value, TransactionId id);

  void write(T value, ByteBuffer to, TransactionId id);
}
