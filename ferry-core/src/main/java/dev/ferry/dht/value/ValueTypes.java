package dev.ferry.dht.value;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The types that a node knows, by their numbers. Never changes; of a type that is not known here, a
 * value is stored like user data.
 */
public final class ValueTypes {
  public static final ValueType SERVICE = ValueType.of(1, "service message", Duration.ofMinutes(5));
  public static final ValueType IP_SERVICE = IpService.TYPE;
  public static final ValueType INSTANT_MESSAGE =
      ValueType.of(3, "instant message", Duration.ofMinutes(5));
  public static final ValueType TRUST_REQUEST =
      ValueType.of(4, "trust request", Duration.ofDays(7));
  public static final ValueType ICE_CANDIDATES =
      ValueType.of(5, "ICE candidates", Duration.ofMinutes(1));
  public static final ValueType CERTIFICATE = CertificateValue.TYPE;

  private static final ValueTypes STANDARD =
      new ValueTypes(Map.of())
          .with(ValueType.USER_DATA.guarded())
          .with(SERVICE.guarded())
          .with(IP_SERVICE)
          .with(INSTANT_MESSAGE.guarded())
          .with(TRUST_REQUEST.guarded())
          .with(ICE_CANDIDATES.guarded())
          .with(CERTIFICATE);

  private final Map<Integer, ValueType> known;

  private ValueTypes(Map<Integer, ValueType> known) {
    this.known = known;
  }

  /** Those of OpenDHT itself. */
  public static ValueTypes standard() {
    return STANDARD;
  }

  /** These, and another one. */
  public ValueTypes with(ValueType type) {
    Map<Integer, ValueType> more = new TreeMap<>(known);
    more.put(type.id(), type);
    return new ValueTypes(Map.copyOf(more));
  }

  /** The type of a value. */
  public ValueType of(Value value) {
    ValueType type = known.get(value.type());
    return type == null ? ValueType.USER_DATA.guarded() : type;
  }

  /** The value as a node may store it; empty when it is refused. */
  public Optional<Value> admit(InfoHash key, Value value, InetAddress from) {
    return switch (value.content()) {
      case Content.Unknown unknown -> Optional.empty();
      case Content.Clear c -> admitKnown(key, value, from);
      case Content.Signed s -> admitKnown(key, value, from);
      case Content.Encrypted e -> admitKnown(key, value, from);
    };
  }

  private Optional<Value> admitKnown(InfoHash key, Value value, InetAddress from) {
    return value.id() == Value.NO_ID || value.size() > Value.MAX_SIZE
        ? Optional.empty()
        : of(value).store().admit(key, value, from);
  }

  /** Whether a value that was admitted may take the place of one with the same id. */
  public boolean admitsEdit(InfoHash key, Value old, Value replacement) {
    return of(old).edit().admits(key, old, replacement);
  }
}
