package dev.ferry.dht.value;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What kind of thing a value is: how long it lives and who may store and change it.
 *
 * @param id as values name it, 0 to 65535
 * @param life from when the value was made
 */
public record ValueType(int id, String name, Duration life, StorePolicy store, EditPolicy edit) {
  /** Decides once about each value that somebody wants to store. */
  @FunctionalInterface
  public interface StorePolicy {
    /**
     * The value as it is to be stored; empty when it is refused.
     *
     * @param from where the wish came from
     */
    Optional<Value> admit(InfoHash key, Value value, InetAddress from);
  }

  /** Decides whether a value may take the place of another with the same key and id. */
  @FunctionalInterface
  public interface EditPolicy {
    boolean admits(InfoHash key, Value old, Value replacement);
  }

  /** What has no type of its own, and what is encrypted. */
  public static final ValueType USER_DATA = of(0, "user data", Duration.ofMinutes(10));

  /** A type whose values may be stored by all and changed by nobody. */
  public static ValueType of(int id, String name, Duration life) {
    return new ValueType(
        id, name, life, (key, value, from) -> Optional.of(value), (key, old, replacement) -> false);
  }

  /**
   * The same for signed values: none with a wrong signature, and its owner may change it by one
   * with a higher sequence number. What is not signed is left to the policies of this type.
   */
  ValueType guarded() {
    return new ValueType(
        id,
        name,
        life,
        (key, value, from) ->
            value.content() instanceof Content.Signed signed
                ? Optional.of(value).filter(v -> Signatures.verify(signed))
                : store.admit(key, value, from),
        (key, old, replacement) ->
            old.content() instanceof Content.Signed signed
                ? Signatures.supersedes(signed, replacement)
                : edit.admits(key, old, replacement));
  }
}
