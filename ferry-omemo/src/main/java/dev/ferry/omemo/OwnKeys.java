package dev.ferry.omemo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.whispersystems.libsignal.IdentityKey;
import org.whispersystems.libsignal.IdentityKeyPair;
import org.whispersystems.libsignal.InvalidKeyException;
import org.whispersystems.libsignal.ecc.Curve;
import org.whispersystems.libsignal.ecc.ECKeyPair;
import org.whispersystems.libsignal.ecc.ECPublicKey;
import org.whispersystems.libsignal.state.PreKeyRecord;
import org.whispersystems.libsignal.state.SignedPreKeyRecord;

/**
 * This device's secret keys for one account. Not for several tasks at once: it lives for the while
 * of one change to the records. Its text shows nothing of it.
 */
final class OwnKeys {
  /** So many are published (XEP-0384 4.3). */
  static final int PRE_KEYS = 100;

  /** A signed key serves for a week; an offer that was sealed with the one before still opens. */
  private static final Duration ROTATION = Duration.ofDays(7);

  private static final Duration RETENTION = Duration.ofDays(45);
  private static final int LAST_ID = 0xFF_FFFF;

  private final int device;
  private final IdentityKeyPair identity;
  private final NavigableMap<Integer, SignedPreKeyRecord> signed;
  private final SequencedMap<Integer, PreKeyRecord> preKeys;
  private int next;

  OwnKeys(
      int device,
      IdentityKeyPair identity,
      List<SignedPreKeyRecord> signed,
      List<PreKeyRecord> preKeys,
      int next) {
    this.device = device;
    this.identity = identity;
    this.signed = new TreeMap<>();
    this.preKeys = new LinkedHashMap<>();
    this.next = next;
    signed.forEach(key -> this.signed.put(key.getId(), key));
    preKeys.forEach(key -> this.preKeys.put(key.getId(), key));
  }

  /** The keys of a new device. */
  static OwnKeys make(int device, Instant now) {
    ECKeyPair pair = Curve.generateKeyPair();
    var identity = new IdentityKeyPair(new IdentityKey(pair.getPublicKey()), pair.getPrivateKey());
    OwnKeys keys = new OwnKeys(device, identity, List.of(), List.of(), 1);
    keys.renew(now);
    return keys;
  }

  /** Makes what is missing or too old; answers whether that was anything. */
  boolean renew(Instant now) {
    boolean changed = preKeys.size() < PRE_KEYS;
    while (preKeys.size() < PRE_KEYS) {
      preKeys.put(next, new PreKeyRecord(next, Curve.generateKeyPair()));
      next = next % LAST_ID + 1;
    }
    if (signed.isEmpty() || age(signed.lastEntry().getValue(), now).compareTo(ROTATION) > 0) {
      sign(now);
      changed = true;
    }
    int current = signed.lastKey();
    return signed
            .values()
            .removeIf(key -> key.getId() != current && age(key, now).compareTo(RETENTION) > 0)
        || changed;
  }

  private static Duration age(SignedPreKeyRecord key, Instant now) {
    return Duration.between(Instant.ofEpochMilli(key.getTimestamp()), now);
  }

  private void sign(Instant now) {
    int id = signed.isEmpty() ? 1 : signed.lastKey() + 1;
    ECKeyPair pair = Curve.generateKeyPair();
    try {
      byte[] signature =
          Curve.calculateSignature(identity.getPrivateKey(), pair.getPublicKey().serialize());
      signed.put(id, new SignedPreKeyRecord(id, now.toEpochMilli(), pair, signature));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a key that was just made can sign", e);
    }
  }

  /** What others need to begin a session. */
  Bundle bundle() {
    SignedPreKeyRecord current = signed.lastEntry().getValue();
    SequencedMap<Integer, ECPublicKey> publics = new LinkedHashMap<>();
    preKeys.forEach((id, key) -> publics.put(id, key.getKeyPair().getPublicKey()));
    return new Bundle(
        identity.getPublicKey(),
        current.getId(),
        current.getKeyPair().getPublicKey(),
        current.getSignature(),
        publics);
  }

  int device() {
    return device;
  }

  IdentityKeyPair identity() {
    return identity;
  }

  SequencedMap<Integer, PreKeyRecord> preKeys() {
    return preKeys;
  }

  NavigableMap<Integer, SignedPreKeyRecord> signed() {
    return signed;
  }

  String write() {
    var lines = new RecordLines.Writer();
    lines.add("device", String.valueOf(device));
    lines.add("identity", identity.serialize());
    lines.add("next", String.valueOf(next));
    signed.values().forEach(key -> lines.add("signed", key.serialize()));
    preKeys.values().forEach(key -> lines.add("prekey", key.serialize()));
    return lines.text();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is damaged
   */
  static OwnKeys read(String text) throws IOException {
    RecordLines lines = RecordLines.read(text);
    try {
      List<SignedPreKeyRecord> signed = new ArrayList<>();
      for (byte[] key : lines.all("signed")) {
        signed.add(new SignedPreKeyRecord(key));
      }
      List<PreKeyRecord> preKeys = new ArrayList<>();
      for (byte[] key : lines.all("prekey")) {
        preKeys.add(new PreKeyRecord(key));
      }
      if (signed.isEmpty()) {
        throw new IOException("it has no signed key");
      }
      return new OwnKeys(
          lines.number("device"),
          new IdentityKeyPair(lines.bytes("identity")),
          signed,
          preKeys,
          lines.number("next"));
    } catch (InvalidKeyException | RuntimeException e) {
      throw new IOException("a key in it is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "keys of device " + device;
  }
}
