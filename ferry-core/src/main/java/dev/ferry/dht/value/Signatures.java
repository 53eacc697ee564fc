package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Content.Signed;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * Signatures of values: RSA with PKCS #1 1.5 and SHA-512, over what is signed in its canonical
 * form. They are verified by packing that again, so what a peer sent in another order or form is
 * held to the same bytes. May be used from any task; takes some milliseconds of computation.
 */
public final class Signatures {
  private static final String ALGORITHM = "SHA512withRSA";

  private Signatures() {}

  /** Whether the owner did sign this. */
  public static boolean verify(Signed signed) {
    return signed.owner().rsa().filter(key -> verify(signed, key)).isPresent();
  }

  private static boolean verify(Signed signed, RSAPublicKey key) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signedPart(signed).asBuffer());
      return verifier.verify(signed.signature().toByteArray());
    } catch (InvalidKeyException | SignatureException wrong) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Java has " + ALGORITHM, impossible);
    }
  }

  /**
   * Whether a value may take the place of a signed one: of the same owner, with a true signature,
   * and newer, or the very same thing published again.
   */
  static boolean supersedes(Signed old, Value replacement) {
    return replacement.content() instanceof Signed edited
        && edited.owner().equals(old.owner())
        && (edited.sequence() > old.sequence()
            || edited.sequence() == old.sequence() && signedPart(edited).equals(signedPart(old)))
        && verify(edited);
  }

  static Signed sign(
      Body body,
      int sequence,
      Optional<InfoHash> recipient,
      RSAPrivateKey key,
      PublicKeyInfo owner) {
    Bytes part = ValueCodec.signedPart(body, sequence, owner, recipient);
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(part.asBuffer());
      return new Signed(body, sequence, owner, recipient, Bytes.of(signer.sign()));
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("the key of " + owner.id() + " cannot sign", unusable);
    }
  }

  private static Bytes signedPart(Signed signed) {
    return ValueCodec.signedPart(
        signed.content(), signed.sequence(), signed.owner(), signed.recipient());
  }
}
