package dev.ferry.omemo;

import dev.ferry.stanza.Xml;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.whispersystems.libsignal.IdentityKey;
import org.whispersystems.libsignal.InvalidKeyException;
import org.whispersystems.libsignal.ecc.Curve;
import org.whispersystems.libsignal.ecc.ECPublicKey;

/**
 * What a device publishes for others to begin a session with it (XEP-0384 4.3, 4.4). One that was
 * read is signed by the identity key it names.
 *
 * @param preKeys each for one session, by id
 */
record Bundle(
    IdentityKey identity,
    int signedPreKeyId,
    ECPublicKey signedPreKey,
    byte[] signature,
    SequencedMap<Integer, ECPublicKey> preKeys) {
  private static final int KEY = 33;
  private static final int SIGNATURE = 64;

  /** A hundred are usual; of what else there is, no more are read. */
  private static final int MOST_PRE_KEYS = 256;

  Bundle {
    preKeys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(preKeys));
  }

  static String node(int device) {
    return Wire.NAMESPACE + ".bundles:" + device;
  }

  /** Reads one; empty when it is not whole, not signed by its own identity, or has no key left. */
  static Optional<Bundle> read(Xml element) {
    if (!element.is("bundle", Wire.NAMESPACE)) {
      return Optional.empty();
    }
    Optional<ECPublicKey> identity = key(element.child("identityKey"));
    Optional<Xml> signed = element.child("signedPreKeyPublic");
    Optional<ECPublicKey> signedKey = key(signed);
    OptionalInt signedId = Wire.id(signed.flatMap(s -> s.attribute("signedPreKeyId")), 0);
    Optional<byte[]> signature =
        Wire.bytes(element.child("signedPreKeySignature"), SIGNATURE)
            .filter(bytes -> bytes.length == SIGNATURE);
    SequencedMap<Integer, ECPublicKey> preKeys = preKeys(element);
    if (identity.isEmpty()
        || signedKey.isEmpty()
        || signedId.isEmpty()
        || signature.isEmpty()
        || preKeys.isEmpty()
        || !isSigned(identity.get(), signedKey.get(), signature.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Bundle(
            new IdentityKey(identity.get()),
            signedId.getAsInt(),
            signedKey.get(),
            signature.get(),
            preKeys));
  }

  private static SequencedMap<Integer, ECPublicKey> preKeys(Xml element) {
    var found = new LinkedHashMap<Integer, ECPublicKey>();
    Optional<Xml> published = element.child("prekeys");
    for (Xml preKey : published.map(p -> p.all("preKeyPublic")).orElse(List.of())) {
      OptionalInt id = Wire.id(preKey.attribute("preKeyId"), 0);
      Optional<ECPublicKey> key = key(Optional.of(preKey));
      if (id.isPresent() && key.isPresent() && found.size() < MOST_PRE_KEYS) {
        found.put(id.getAsInt(), key.get());
      }
    }
    return found;
  }

  private static Optional<ECPublicKey> key(Optional<Xml> element) {
    return Wire.bytes(element, KEY).filter(bytes -> bytes.length == KEY).flatMap(Bundle::point);
  }

  private static Optional<ECPublicKey> point(byte[] bytes) {
    try {
      return Optional.of(Curve.decodePoint(bytes, 0));
    } catch (InvalidKeyException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isSigned(ECPublicKey by, ECPublicKey what, byte[] signature) {
    try {
      return Curve.verifySignature(by, what.serialize(), signature);
    } catch (InvalidKeyException | RuntimeException malformed) {
      return false;
    }
  }

  Xml write() {
    Xml keys =
        Wire.element("prekeys")
            .with(
                preKeys.entrySet().stream()
                    .map(e ->
                        Wire.element("preKeyPublic")
                            .with("preKeyId", String.valueOf(e.getKey()))
                            .withText(Wire.write(e.getValue().serialize())))
                    .toList());
    return Wire.element("bundle")
        .with(
            Wire.element("signedPreKeyPublic")
                .with("signedPreKeyId", String.valueOf(signedPreKeyId))
                .withText(Wire.write(signedPreKey.serialize())))
        .with(Wire.element("signedPreKeySignature").withText(Wire.write(signature)))
        .with(Wire.element("identityKey").withText(Wire.write(identity.serialize())))
        .with(keys);
  }
}
