package dev.ferry.identity;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** How certificates and lists of them are signed: RSA with PKCS #1 1.5 and SHA-384. */
final class Signing {
  static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha384WithRSAEncryption, DERNull.INSTANCE);

  private static final String NAME = "SHA384withRSA";
  private static final Set<String> STRONG =
      Set.of("SHA256WITHRSA", "SHA384WITHRSA", "SHA512WITHRSA", "RSASSA-PSS");

  private Signing() {}

  /** What nobody can forge as far as is known; peers may use another one than we do. */
  static boolean isStrong(String algorithm) {
    return STRONG.contains(algorithm.toUpperCase(Locale.ROOT));
  }

  static byte[] sign(byte[] bytes, RSAPrivateKey key) {
    try {
      Signature signer = Signature.getInstance(NAME);
      signer.initSign(key);
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("this key cannot sign", unusable);
    }
  }
}
