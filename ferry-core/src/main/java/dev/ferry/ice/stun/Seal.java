package dev.ferry.ice.stun;

import java.util.List;
import java.util.Optional;

/**
 * What follows the attributes of a message on the wire: integrity, fingerprint, both or nothing.
 *
 * @param integrity the integrity attributes; both for who does not know yet which one the other
 *     side understands (RFC 8489 9.1.2)
 * @param key empty exactly when there is no integrity
 */
public record Seal(List<Integrity> integrity, Optional<StunKey> key, boolean fingerprint) {
  /** Nothing follows. */
  public static final Seal NONE = new Seal(List.of(), Optional.empty(), false);

  /** The fingerprint alone, for what is told from other bytes by it. */
  public static final Seal FINGERPRINT = new Seal(List.of(), Optional.empty(), true);

  public Seal {
    integrity = List.copyOf(integrity);
    if (integrity.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException("a key exactly where there is integrity");
    }
  }

  /** One kind of integrity, no fingerprint. */
  public static Seal of(Integrity integrity, StunKey key) {
    return new Seal(List.of(integrity), Optional.of(key), false);
  }

  public Seal withFingerprint() {
    return new Seal(integrity, key, true);
  }
}
