package dev.ferry.ice.stun;

import dev.ferry.port.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A STUN message as a value (RFC 8489 5), without its integrity, which is a matter of {@link Seal}
 * when it is written and of {@link StunPacket} when it was read. Immutable.
 *
 * @param attributes in the order in which they are written; of several of one kind the first counts
 */
public record StunMessage(
    StunMethod method, StunClass kind, TransactionId id, List<Attribute.Value<?>> attributes) {
  private static final int LISTED = 16;

  public StunMessage {
    attributes = List.copyOf(attributes);
  }

  /** A request of a transaction of its own. */
  public static StunMessage request(StunMethod method, Randomness random) {
    return new StunMessage(method, StunClass.REQUEST, TransactionId.fresh(random), List.of());
  }

  /** Something that is not answered. */
  public static StunMessage indication(StunMethod method, Randomness random) {
    return new StunMessage(method, StunClass.INDICATION, TransactionId.fresh(random), List.of());
  }

  /** The answer to this request that it was done. */
  public StunMessage success() {
    return new StunMessage(method, StunClass.SUCCESS, id, List.of());
  }

  /** The answer to this request that it was refused. */
  public StunMessage error(int code, String reason) {
    return new StunMessage(method, StunClass.ERROR, id, List.of())
        .with(Attributes.ERROR_CODE, new ErrorCode(code, reason));
  }

  /** The same message with one more attribute, the last one. */
  public <T> StunMessage with(Attribute<T> attribute, T value) {
    List<Attribute.Value<?>> more = new ArrayList<>(attributes);
    more.add(new Attribute.Value<>(attribute, value));
    return new StunMessage(method, kind, id, more);
  }

  /** The value of an attribute; empty when it is missing. */
  @SuppressWarnings("unchecked") // a message holds for a kind of attribute only its own values
  public <T> Optional<T> get(Attribute<T> attribute) {
    return attributes.stream()
        .filter(a -> a.attribute().equals(attribute))
        .findFirst()
        .map(a -> (T) a.value());
  }

  /** All values of an attribute. */
  @SuppressWarnings("unchecked") // as above
  public <T> List<T> all(Attribute<T> attribute) {
    return attributes.stream()
        .filter(a -> a.attribute().equals(attribute))
        .map(a -> (T) a.value())
        .toList();
  }

  public boolean has(Attribute<?> attribute) {
    return get(attribute).isPresent();
  }

  /**
   * The attributes that must be understood and are not: a request with such is answered with error
   * 420 and this list, an answer with such is a failure (RFC 8489 6.3). The first ones, when there
   * are many, so that an answer to them stays small.
   */
  public List<Integer> notUnderstood() {
    return attributes.stream()
        .map(Attribute.Value::attribute)
        .filter(a -> a.comprehensionRequired() && !Attributes.isKnown(a.type()))
        .map(Attribute::type)
        .distinct()
        .limit(LISTED)
        .toList();
  }

  /** Whether this may be the answer to a request. */
  public boolean answers(StunMessage request) {
    return (kind == StunClass.SUCCESS || kind == StunClass.ERROR)
        && method == request.method
        && id.equals(request.id);
  }

  /** The wire form, with neither integrity nor fingerprint. */
  public byte[] encode() {
    return encode(Seal.NONE);
  }

  /** The wire form. */
  public byte[] encode(Seal seal) {
    return StunWriter.write(this, seal);
  }
}
