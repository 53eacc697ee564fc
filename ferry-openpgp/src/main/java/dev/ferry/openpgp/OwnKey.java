package dev.ferry.openpgp;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.pgpainless.PGPainless;
import org.pgpainless.key.protection.SecretKeyRingProtector;
import org.pgpainless.key.protection.UnlockSecretKey;
import org.pgpainless.util.Passphrase;

/**
 * The OpenPGP key of an account, unlocked by its passphrase. What is stored or exported of it stays
 * locked. Its text shows nothing of it. Any thread may call.
 */
public final class OwnKey {
  private static final int LONGEST = 1 << 20;

  private final PGPSecretKeyRing ring;
  private final SecretKeyRingProtector protector;

  private OwnKey(PGPSecretKeyRing ring, SecretKeyRingProtector protector) {
    this.ring = ring;
    this.protector = protector;
  }

  /** A new key for an account; takes some seconds. */
  public static OwnKey make(Jid account, String passphrase) {
    requirePassphrase(passphrase);
    PGPSecretKeyRing ring = PGPainless.generateKeyRing().modernKeyRing(userId(account), passphrase);
    return new OwnKey(ring, protector(passphrase));
  }

  /**
   * Reads a key, armored or not, and unlocks it.
   *
   * @throws IOException when it is no secret key, is locked by another passphrase, or by none
   */
  public static OwnKey unlock(byte[] stored, String passphrase) throws IOException {
    requirePassphrase(passphrase);
    PGPSecretKeyRing ring = read(stored);
    SecretKeyRingProtector protector = protector(passphrase);
    for (PGPSecretKey key : ring) {
      unlock(key, protector);
    }
    return new OwnKey(ring, protector);
  }

  private static void unlock(PGPSecretKey key, SecretKeyRingProtector protector)
      throws IOException {
    if (key.isPrivateKeyEmpty()) {
      return;
    }
    if (key.getS2KUsage() == 0) {
      throw new IOException("this OpenPGP key is not protected by a passphrase: give it one first");
    }
    try {
      UnlockSecretKey.unlockSecretKey(key, protector);
    } catch (Exception wrong) {
      throw new IOException("the passphrase does not open this OpenPGP key", wrong);
    }
  }

  private static PGPSecretKeyRing read(byte[] stored) throws IOException {
    if (stored.length > LONGEST) {
      throw new IOException("this is too long for an OpenPGP key");
    }
    try {
      PGPSecretKeyRing ring = PGPainless.readKeyRing().secretKeyRing(stored);
      if (ring != null) {
        return ring;
      }
    } catch (Exception garbage) {
      throw new IOException("this is no OpenPGP secret key: " + garbage.getMessage(), garbage);
    }
    throw new IOException("this holds no OpenPGP secret key");
  }

  private static void requirePassphrase(String passphrase) {
    if (passphrase.isEmpty()) {
      throw new IllegalArgumentException("an OpenPGP key is not kept without a passphrase");
    }
  }

  private static SecretKeyRingProtector protector(String passphrase) {
    return SecretKeyRingProtector.unlockAnyKeyWith(Passphrase.fromPassword(passphrase));
  }

  /**
   * The same key, saying that it is of this account, as others want it (XEP-0373 8.5).
   *
   * @throws IOException when it cannot be made to say so
   */
  public OwnKey of(Jid account) throws IOException {
    if (Certificate.of(certificate()).isOf(account)) {
      return this;
    }
    try {
      PGPSecretKeyRing named =
          PGPainless.modifyKeyRing(ring).addUserId(userId(account), protector).done();
      return new OwnKey(named, protector);
    } catch (Exception e) {
      throw new IOException("the key cannot be made one of " + account.bare(), e);
    }
  }

  static String userId(Jid account) {
    return "xmpp:" + account.bare();
  }

  /** The fingerprint of a key that stays locked. */
  public static String fingerprint(byte[] stored) throws IOException {
    return Certificate.of(PGPainless.extractCertificate(read(stored))).fingerprint();
  }

  /** The public part of a key that stays locked, as other programs read it. */
  public static String armoredCertificate(byte[] stored) throws IOException {
    return armored(PGPainless.extractCertificate(read(stored)));
  }

  /** The secret key, locked by its passphrase, as other programs read it. */
  public String armored() {
    return armored(ring);
  }

  /** The public key, as other programs read it. */
  public String armoredCertificate() {
    return armored(certificate());
  }

  private static String armored(org.bouncycastle.openpgp.PGPKeyRing ring) {
    try {
      return PGPainless.asciiArmor(ring);
    } catch (Exception e) {
      throw new IllegalStateException("a key in memory can be written", e);
    }
  }

  /** As {@link Fingerprints#shown} shows it to people. */
  public String fingerprint() {
    return Certificate.of(certificate()).fingerprint();
  }

  PGPPublicKeyRing certificate() {
    return PGPainless.extractCertificate(ring);
  }

  PGPSecretKeyRing ring() {
    return ring;
  }

  SecretKeyRingProtector protector() {
    return protector;
  }

  @Override
  public String toString() {
    return "the OpenPGP key " + fingerprint();
  }
}
