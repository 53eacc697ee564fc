package dev.ferry.io.key;

import dev.ferry.port.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/**
 * The identity of a home: the file {@code identity.pem} of it, made at the first use of all. Any
 * thread may call; processes that use one home at once get the same identity.
 */
public final class KeyFile implements Identity {
  private static final String NAME = "identity.pem";
  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";

  private final OwnFolder folder;
  private volatile Optional<Credentials> known = Optional.empty();

  /**
   * @param folder need not exist yet
   */
  public KeyFile(Path folder) {
    this.folder = new OwnFolder(folder);
  }

  @Override
  public Credentials credentials() throws IOException {
    if (known.isEmpty()) {
      known = Optional.of(folder.alone(this::loadOrMake));
    }
    return known.get();
  }

  private Credentials loadOrMake() throws IOException {
    if (known.isPresent()) {
      return known.get();
    }
    Optional<String> text = folder.read(NAME, true);
    if (text.isPresent()) {
      return parse(text.get());
    }
    Credentials made = SelfSigned.make();
    try {
      folder.write(
          NAME,
          Pem.write(KEY, made.key().getEncoded())
              + Pem.write(CERTIFICATE, made.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate just made can be written", e);
    }
    return made;
  }

  private Credentials parse(String text) throws IOException {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(block(KEY, text)));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(block(CERTIFICATE, text)));
      return new Credentials(key, certificate);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw broken(e);
    }
  }

  private byte[] block(String label, String text) throws IOException {
    return Pem.read(label, text)
        .orElseThrow(() -> broken(new IOException("it has no block " + label)));
  }

  private IOException broken(Exception why) {
    Path file = folder.path().resolve(NAME);
    return new IOException(
        "this device's identity in "
            + file
            + " is damaged: "
            + why.getMessage()
            + "; restore the file, or remove it to get a new identity",
        why);
  }
}
