package dev.ferry.openpgp;

import dev.ferry.security.NotSecured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.CompressionAlgorithm;
import org.pgpainless.decryption_verification.ConsumerOptions;
import org.pgpainless.decryption_verification.DecryptionStream;
import org.pgpainless.decryption_verification.MessageMetadata;
import org.pgpainless.encryption_signing.EncryptionOptions;
import org.pgpainless.encryption_signing.EncryptionStream;
import org.pgpainless.encryption_signing.ProducerOptions;
import org.pgpainless.encryption_signing.SigningOptions;

/**
 * An OpenPGP message that is signed and encrypted (RFC 4880), taken apart.
 *
 * @param text what was in it
 * @param signer whose signature on it is right
 */
record Message(String text, Optional<Certificate> signer) {
  private static final int LONGEST = 16 << 10;

  static byte[] seal(String text, OwnKey own, List<Certificate> readers) {
    var sealed = new ByteArrayOutputStream();
    try {
      List<PGPPublicKeyRing> rings = readers.stream().map(Certificate::ring).toList();
      var how =
          ProducerOptions.signAndEncrypt(
                  // The sender reads it too, as the XEP wants.
                  EncryptionOptions.encryptCommunications()
                      .addRecipients(rings)
                      .addRecipient(own.certificate()),
                  SigningOptions.get().addSignature(own.protector(), own.ring()))
              .setAsciiArmor(false)
              .overrideCompressionAlgorithm(CompressionAlgorithm.UNCOMPRESSED);
      try (EncryptionStream stream =
          PGPainless.encryptAndOrSign().onOutputStream(sealed).withOptions(how)) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (Exception e) {
      throw new IllegalStateException("sealing for keys that were found usable", e);
    }
    return sealed.toByteArray();
  }

  /**
   * Opens it.
   *
   * @param signers whose signatures can be told
   * @throws NotSecured when it is damaged, or not for this key
   */
  static Message open(byte[] sealed, OwnKey own, List<Certificate> signers) throws NotSecured {
    ConsumerOptions how = ConsumerOptions.get().addDecryptionKey(own.ring(), own.protector());
    signers.forEach(s -> how.addVerificationCert(s.ring()));
    try {
      DecryptionStream stream =
          PGPainless.decryptAndOrVerify()
              .onInputStream(new ByteArrayInputStream(sealed))
              .withOptions(how);
      byte[] bytes;
      // Not longer than any secret is, however small it was packed.
      try (stream) {
        bytes = stream.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
          throw new NotSecured("an OpenPGP message is longer than any that holds a key");
        }
      }
      MessageMetadata about = stream.getMetadata();
      if (!about.isEncrypted()) {
        throw new NotSecured("an OpenPGP message is not encrypted");
      }
      Optional<Certificate> signer =
          signers.stream().filter(s -> about.isVerifiedSignedBy(s.ring())).findFirst();
      return new Message(new String(bytes, StandardCharsets.UTF_8), signer);
    } catch (NotSecured known) {
      throw known;
    } catch (Exception e) {
      throw new NotSecured(
          "an OpenPGP message cannot be opened here: it is damaged, or for another key");
    }
  }
}
