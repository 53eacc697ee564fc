package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A kind of attribute, with the type of its value. The kinds that have a name are in {@link
 * Attributes}; two kinds with one number are equal.
 *
 * @param <T> the value
 */
public final class Attribute<T> {
  private static final int OPTIONAL = 0x8000;

  private final int type;
  private final String name;
  private final Shape<T> shape;

  Attribute(int type, String name, Shape<T> shape) {
    this.type = type;
    this.name = name;
    this.shape = shape;
  }

  /** The number of the attribute (RFC 8489 18.3). */
  public int type() {
    return type;
  }

  /** Whether who does not know it must not go on with the message. */
  public boolean comprehensionRequired() {
    return type < OPTIONAL;
  }

  Optional<Value<T>> read(ByteBuffer value, TransactionId id) {
    return shape.read(value, id).map(v -> new Value<>(this, v));
  }

  void write(T value, ByteBuffer to, TransactionId id) {
    shape.write(value, to, id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute<?> attribute && type == attribute.type;
  }

  @Override
  public int hashCode() {
    return type;
  }

  @Override
  public String toString() {
    return name;
  }

  /** An attribute of a message. */
  public record Value<T>(Attribute<T> attribute, T value) {
    void write(ByteBuffer to, TransactionId id) {
      attribute.write(value, to, id);
    }

    @Override
    public String toString() {
      return attribute + "=" + value;
    }
  }
}
