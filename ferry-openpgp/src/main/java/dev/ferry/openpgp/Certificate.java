package dev.ferry.openpgp;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.EncryptionPurpose;
import org.pgpainless.key.info.KeyRingInfo;

/** A public key of somebody, as it is published. */
record Certificate(PGPPublicKeyRing ring, String fingerprint) {
  private static final int LONGEST = 256 << 10;
  private static final int VERSION = 4;

  static Certificate of(PGPPublicKeyRing ring) {
    return new Certificate(ring, PGPainless.inspectKeyRing(ring).getFingerprint().toString());
  }

  /** Reads what a node holds; empty when it is no key of version 4. */
  static Optional<Certificate> read(String base64) {
    if (base64.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      return Optional.ofNullable(PGPainless.readKeyRing().publicKeyRing(bytes))
          .filter(ring -> ring.getPublicKey().getVersion() == VERSION)
          .map(Certificate::of);
    } catch (Exception garbage) {
      return Optional.empty();
    }
  }

  String base64() {
    try {
      return Base64.getEncoder().encodeToString(ring.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it says that it is of this account, validly. */
  boolean isOf(Jid account) {
    try {
      return info().getValidUserIds().contains(OwnKey.userId(account));
    } catch (Exception unsound) {
      return false;
    }
  }

  /** Whether secrets can be sealed for it and signatures be checked by it, today. */
  boolean isUsable() {
    try {
      return info().isUsableForEncryption(EncryptionPurpose.COMMUNICATIONS)
          && info().isSigningCapable();
    } catch (Exception unsound) {
      return false;
    }
  }

  private KeyRingInfo info() {
    return PGPainless.inspectKeyRing(ring);
  }
}
